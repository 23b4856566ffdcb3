import type { Bundle } from "./bundle.ts";
import { didYouMean } from "@perdure/crate";
import type { Span } from "../source/source-text.ts";

/** Reports an alias that the manifest over a bundle does not have. */
export function reportAlias(bundle: Bundle, alias: string, span: Span): void {
  const suggestion = didYouMean(alias, Object.keys(bundle.scope.links?.aliases ?? {}));
  bundle.reporter.report("package.alias_unknown", span, { alias }, { suggestion });
}
