import type { Library } from "../library/library.ts";
import { conceptsOf } from "../library/library.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import { checkIntent, heldBy, heldByField } from "./read-hints.ts";

/** Holds the intents of concepts and their fields against what they hold. */
export function checkIntents(library: Library): void {
  const concepts = conceptsOf(library);
  for (const { ref, bundle, entry, concept } of library.concepts.values()) {
    if (concept === undefined || entry.value.kind !== "table") continue;
    const { reporter } = bundle;
    if (concept.hints !== undefined) checkIntent(reporter, entry.value, heldBy(concepts, ref));
    for (const [name, field] of Object.entries(concept.fields ?? {})) {
      const table = field.hints === undefined ? undefined : tableAt(tableAt(entry.value, "structure"), name);
      if (table !== undefined) checkIntent(reporter, table, heldByField(concepts, field));
    }
  }
}

/** Holds the intents of a pipe's inputs against their concepts. */
export function checkInputIntents({ contract, table, reporter, wiring }: PipeContext): void {
  for (const [name, { hints, concept }] of Object.entries(contract.inputs)) {
    if (hints === undefined || wiring.isUnchecked(concept)) continue;
    const written = tableAt(tableAt(table, "inputs"), name);
    if (written !== undefined) checkIntent(reporter, written, heldBy(wiring.concepts, concept));
  }
}

function tableAt(table: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "table" ? value : undefined;
}
