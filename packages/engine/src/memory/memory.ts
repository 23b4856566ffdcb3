import { objectFrom, recordFrom, valueOf, withoutName, withValue } from "./persistent-record.ts";
import type { PersistentRecord } from "./persistent-record.ts";
import type { AbsenceRecord, Stuff, WorkingMemory } from "./values.ts";

/** The reserved name of the latest result. */
export const MAIN_STUFF = "main_stuff";

/** A working memory while a run uses it: every update is a new one that shares what it did not change. */
export interface Memory {
  readonly root: PersistentRecord<Stuff>;
  readonly aliases: PersistentRecord<string>;
  readonly absences: PersistentRecord<AbsenceRecord>;
}

/** A memory to work with, of one as data. */
export function openMemory({ root, aliases, absences }: WorkingMemory): Memory {
  return { root: recordFrom(root), aliases: recordFrom(aliases), absences: recordFrom(absences) };
}

/** A memory as data. */
export function closeMemory({ root, aliases, absences }: Memory): WorkingMemory {
  return { root: objectFrom(root), aliases: objectFrom(aliases), absences: objectFrom(absences) };
}

/** The value under a name or an alias of one (a single hop); undefined when there is none. */
export function findStuff({ root, aliases }: Memory, name: string): Stuff | undefined {
  return valueOf(root, name) ?? valueOf(root, valueOf(aliases, name) ?? name);
}

/** The recorded absence of a name; undefined where there is a value or nothing at all. */
export function findAbsence(memory: Memory, name: string): AbsenceRecord | undefined {
  if (findStuff(memory, name) !== undefined) return undefined;
  const { aliases, absences } = memory;
  return valueOf(absences, name) ?? valueOf(absences, valueOf(aliases, name) ?? name);
}

/** The latest result, or undefined when it is absent or nothing ran. */
export function mainStuff(memory: Memory): Stuff | undefined {
  return findStuff(memory, MAIN_STUFF);
}

/** Adds a value under its name without making it the latest result: an input, a batch item's neighbour. */
export function putStuff({ root, aliases, absences }: Memory, stuff: Stuff): Memory {
  const { name } = stuff;
  return {
    root: withValue(root, name, stuff),
    aliases: withoutName(aliases, name),
    absences: withoutName(absences, name),
  };
}

/** Records that a name has no value, without making that the latest result. */
export function putAbsence({ root, aliases, absences }: Memory, record: AbsenceRecord, name: string): Memory {
  return {
    root: withoutName(root, name),
    aliases: withoutName(aliases, name),
    absences: withValue(absences, name, { ...record, variable_name: name }),
  };
}

/** Writes a pipe's result: under its name with `main_stuff` as alias, or under `main_stuff` itself when it has none. */
export function bindResult(memory: Memory, stuff: Stuff, name: string | undefined): Memory {
  if (name === undefined) return putStuff(memory, { ...stuff, name: MAIN_STUFF });
  return asLatest(putStuff(memory, { ...stuff, name }), name);
}

/** Records that a pipe's result is absent, under its name, as the latest result. */
export function bindAbsence(memory: Memory, record: AbsenceRecord, name: string | undefined): Memory {
  if (name === undefined) return putAbsence(memory, record, MAIN_STUFF);
  return asLatest(putAbsence(memory, record, name), name);
}

/** Makes a name resolve to the latest result, present or absent, of a controller whose inner steps named it otherwise. */
export function nameLatest(memory: Memory, name: string | undefined): Memory {
  if (name === undefined) return memory;
  const latest = mainStuff(memory);
  if (latest !== undefined) return latest.name === name ? memory : bindResult(memory, latest, name);
  const absence = findAbsence(memory, MAIN_STUFF);
  return absence === undefined || absence.variable_name === name ? memory : bindAbsence(memory, absence, name);
}

/** Makes a text another name of a value; not where the text names a value, or the name none. */
export function putAlias(memory: Memory, alias: string, name: string): Memory {
  const { root, aliases } = memory;
  if (valueOf(root, name) === undefined || valueOf(root, alias) !== undefined) return memory;
  return { ...memory, aliases: withValue(aliases, alias, name) };
}

function asLatest({ root, aliases, absences }: Memory, name: string): Memory {
  return {
    root: withoutName(root, MAIN_STUFF),
    aliases: valueOf(aliases, MAIN_STUFF) === name ? aliases : withValue(aliases, MAIN_STUFF, name),
    absences: withoutName(absences, MAIN_STUFF),
  };
}
