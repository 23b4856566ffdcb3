import type { AbsenceRecord, Stuff, WorkingMemory } from "./values.ts";

/** The reserved name of the latest result. */
export const MAIN_STUFF = "main_stuff";

/** A memory that knows nothing. */
export const emptyMemory: WorkingMemory = Object.freeze({
  root: Object.freeze({}),
  aliases: Object.freeze({}),
  absences: Object.freeze({}),
});

/** The value under a name or an alias of one (a single hop); undefined when there is none. */
export function findStuff(memory: WorkingMemory, name: string): Stuff | undefined {
  if (Object.hasOwn(memory.root, name)) return memory.root[name];
  const target = Object.hasOwn(memory.aliases, name) ? memory.aliases[name] : undefined;
  return target !== undefined && Object.hasOwn(memory.root, target) ? memory.root[target] : undefined;
}

/** The recorded absence of a name; undefined where there is a value or nothing at all. */
export function findAbsence(memory: WorkingMemory, name: string): AbsenceRecord | undefined {
  if (findStuff(memory, name) !== undefined) return undefined;
  if (Object.hasOwn(memory.absences, name)) return memory.absences[name];
  const target = Object.hasOwn(memory.aliases, name) ? memory.aliases[name] : undefined;
  return target !== undefined && Object.hasOwn(memory.absences, target) ? memory.absences[target] : undefined;
}

/** The latest result, or undefined when it is absent or nothing ran. */
export function mainStuff(memory: WorkingMemory): Stuff | undefined {
  return findStuff(memory, MAIN_STUFF);
}

/** Adds a value under its name without making it the latest result: an input, a batch item's neighbour. */
export function putStuff(memory: WorkingMemory, stuff: Stuff): WorkingMemory {
  return {
    root: { ...memory.root, [stuff.name]: stuff },
    aliases: without(memory.aliases, stuff.name),
    absences: without(memory.absences, stuff.name),
  };
}

/** Writes a pipe's result: under its name with `main_stuff` as alias, or under `main_stuff` itself when it has none. */
export function bindResult(memory: WorkingMemory, stuff: Stuff, name: string | undefined): WorkingMemory {
  if (name === undefined) return putStuff(memory, { ...stuff, name: MAIN_STUFF });
  const stored = putStuff({ ...memory, root: without(memory.root, MAIN_STUFF) }, { ...stuff, name });
  return {
    ...stored,
    aliases: { ...stored.aliases, [MAIN_STUFF]: name },
    absences: without(stored.absences, MAIN_STUFF),
  };
}

/** Records that a name has no value, without making that the latest result. */
export function putAbsence(memory: WorkingMemory, record: AbsenceRecord, name: string): WorkingMemory {
  return {
    root: without(memory.root, name),
    aliases: without(memory.aliases, name),
    absences: { ...memory.absences, [name]: { ...record, variable_name: name } },
  };
}

/** Records that a pipe's result is absent, under its name, as the latest result. */
export function bindAbsence(memory: WorkingMemory, record: AbsenceRecord, name: string | undefined): WorkingMemory {
  const known = putAbsence({ ...memory, root: without(memory.root, MAIN_STUFF) }, record, name ?? MAIN_STUFF);
  if (name === undefined) return known;
  return {
    ...known,
    aliases: { ...known.aliases, [MAIN_STUFF]: name },
    absences: without(known.absences, MAIN_STUFF),
  };
}

/** Makes a name resolve to the latest result, present or absent, of a controller whose inner steps named it otherwise. */
export function nameLatest(memory: WorkingMemory, name: string | undefined): WorkingMemory {
  if (name === undefined) return memory;
  const latest = mainStuff(memory);
  if (latest !== undefined) return latest.name === name ? memory : bindResult(memory, latest, name);
  const absence = findAbsence(memory, MAIN_STUFF);
  return absence === undefined || absence.variable_name === name ? memory : bindAbsence(memory, absence, name);
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, name)) return record;
  const { [name]: _, ...rest } = record;
  return rest;
}
