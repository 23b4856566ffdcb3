import type { Json } from "@perdure/crate";
import type { ContentStore } from "../contents/content-store.ts";
import { MAIN_STUFF } from "./memory.ts";
import { findAbsence, mainStuff } from "./working-memory.ts";
import type { WorkingMemory } from "./values.ts";
import { wireContent } from "./wire-memory.ts";

/** The content of a run's output as JSON; `{ absent: true, reason }` where its output is absent. */
export async function mainStuffJson(memory: WorkingMemory, contents: ContentStore): Promise<Json> {
  const stuff = mainStuff(memory);
  if (stuff !== undefined) return wireContent(stuff, contents);
  const absence = findAbsence(memory, MAIN_STUFF);
  return { absent: true, reason: absence?.reason ?? "The run left no value." };
}
