import type { Concept, ConceptRef, Json, JsonObject } from "@perdure/crate";
import { wireMemory } from "@perdure/engine";
import type { ContentStore, WorkingMemory } from "@perdure/engine";

/** A memory as the bridge hands it out: that of the standard, with each concept as `domain.Code`. */
export async function wireOutput(
  memory: WorkingMemory,
  contents: ContentStore,
  concepts: Readonly<Record<ConceptRef, Concept>>,
): Promise<JsonObject> {
  const { root, aliases, absences } = await wireMemory(memory, contents, concepts);
  const named = Object.entries(root as JsonObject).map(([name, stuff]) => {
    const concept = memory.root[name]?.concept as Json;
    return [name, { ...(stuff as JsonObject), concept }] as const;
  });
  return { root: Object.fromEntries(named), aliases: aliases as Json, absences: absences as Json };
}
