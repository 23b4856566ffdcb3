import type { Bundle } from "./bundle.ts";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Span } from "../source/source-text.ts";

/** Reports an alias that the manifest over a bundle does not have. */
export function reportAlias(bundle: Bundle, alias: string, span: Span): void {
  const suggestion = didYouMean(alias, Object.keys(bundle.scope.links?.aliases ?? {}));
  const message = `The manifest has no dependency '${alias}': declare it in [dependencies], or name the package by its address.${offer(suggestion)}`;
  bundle.reporter.report("package.alias_unknown", span, message, { params: { alias }, suggestion });
}
