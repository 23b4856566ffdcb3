import * as memories from "./memory.ts";
import type { AbsenceRecord, Stuff, WorkingMemory } from "./values.ts";

const { closeMemory, openMemory } = memories;

/** A memory that knows nothing. */
export const emptyMemory: WorkingMemory = Object.freeze({
  root: Object.freeze({}),
  aliases: Object.freeze({}),
  absences: Object.freeze({}),
});

/** The value under a name or an alias of one (a single hop); undefined when there is none. */
export function findStuff(memory: WorkingMemory, name: string): Stuff | undefined {
  return memories.findStuff(openMemory(memory), name);
}

/** The recorded absence of a name; undefined where there is a value or nothing at all. */
export function findAbsence(memory: WorkingMemory, name: string): AbsenceRecord | undefined {
  return memories.findAbsence(openMemory(memory), name);
}

/** The latest result, or undefined when it is absent or nothing ran. */
export function mainStuff(memory: WorkingMemory): Stuff | undefined {
  return memories.mainStuff(openMemory(memory));
}

/** Adds a value under its name without making it the latest result. */
export function putStuff(memory: WorkingMemory, stuff: Stuff): WorkingMemory {
  return closeMemory(memories.putStuff(openMemory(memory), stuff));
}

/** Writes a pipe's result: under its name with `main_stuff` as alias, or under `main_stuff` itself when it has none. */
export function bindResult(memory: WorkingMemory, stuff: Stuff, name: string | undefined): WorkingMemory {
  return closeMemory(memories.bindResult(openMemory(memory), stuff, name));
}
