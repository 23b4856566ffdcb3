import type { Library } from "./library.ts";
import type { TomlString } from "../source/toml-tree.ts";

/** Warns of files of one domain that describe it differently: the first description is the domain's. */
export function checkDomains(library: Library): void {
  const described = new Map<string, { readonly file: string; readonly description: TomlString }>();
  for (const { root, namespace, domain, file, reporter } of library.bundles) {
    const description = root.entries.get("description")?.value;
    if (description?.kind !== "string" || description.value.trim() === "") continue;
    const first = described.get(namespace);
    if (first === undefined) described.set(namespace, { file, description });
    else if (first.description.value !== description.value) {
      const message = `The domain '${domain}' is described in ${first.file} too, and differently: that description is taken.`;
      reporter.report("bundle.description_conflict", description.span, message, {
        params: { domain, taken: first.file },
      });
    }
  }
}
