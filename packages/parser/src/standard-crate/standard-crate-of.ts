import { sealStandardCrate } from "@perdure/crate/standard";
import type { StandardCrate, StandardDomain } from "@perdure/crate/standard";
import type { Library } from "../library/library.ts";
import { standardConcept } from "./standard-concepts.ts";
import { standardPipe } from "./standard-pipes.ts";

/** The standard's crate of a library without errors, or undefined where it names what the given files do not hold: a crate is closed. */
export function standardCrateOf(library: Library): StandardCrate | undefined {
  if (library.external_concepts.size > 0 || library.external_pipes.size > 0) return undefined;
  const concepts = [...library.concepts.values()];
  const pipes = [...library.pipes.values()];
  return sealStandardCrate({
    concepts: Object.fromEntries(concepts.map((declared) => [declared.ref, standardConcept(library, declared)])),
    pipes: Object.fromEntries(pipes.map((declared) => [declared.ref, standardPipe(declared)])),
    domains: domainsOf(library),
    source_map: Object.fromEntries([...concepts, ...pipes].map(({ ref, bundle }) => [ref, bundle.file])),
  });
}

/** What the bundles of each domain say of it: the first that says something counts. */
function domainsOf({ bundles }: Library): Readonly<Record<string, StandardDomain>> {
  const domains = new Map<string, StandardDomain>();
  for (const { namespace, domain, meant, system_prompt, main_pipe } of bundles) {
    const description = meant.entries.get("description")?.value;
    domains.set(namespace, {
      code: domain,
      ...(description?.kind === "string" ? { description: description.value } : {}),
      ...(system_prompt === undefined ? {} : { system_prompt: system_prompt.value }),
      ...(main_pipe === undefined ? {} : { main_pipe: main_pipe.code }),
      ...domains.get(namespace),
    });
  }
  return Object.fromEntries(domains);
}
