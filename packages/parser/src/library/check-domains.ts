import type { Library } from "./library.ts";
import { relatedPlace } from "../diagnostics/related-place.ts";
import type { SourceText } from "../source/source-text.ts";
import type { TomlString } from "../source/toml-tree.ts";

/** Warns of files of one domain that describe it differently: the first description is the domain's. */
export function checkDomains(library: Library): void {
  const described = new Map<string, { readonly source: SourceText; readonly description: TomlString }>();
  for (const { root, namespace, domain, reporter } of library.bundles) {
    const description = root.entries.get("description")?.value;
    if (description?.kind !== "string" || description.value.trim() === "") continue;
    const first = described.get(namespace);
    if (first === undefined) described.set(namespace, { source: reporter.source, description });
    else if (first.description.value !== description.value) {
      reporter.report(
        "bundle.description_conflict",
        description.span,
        { domain, taken: first.source.file },
        { related: [relatedPlace(first.source, first.description.span, "It is described here first")] },
      );
    }
  }
}
