import type { ConceptRef, Json } from "@perdure/crate";

/**
 * One value: its content's JSON, by digest. `inline` holds the JSON itself up to `limits.inline_max_bytes` of canonical
 * JSON; a larger one lives in the content store under `digest`.
 */
export interface StoredValue {
  readonly concept: ConceptRef;
  /** Bytes of the canonical JSON. */
  readonly size: number;
  readonly media_type: "application/json";
  /** SHA-256 of the canonical JSON, hex. */
  readonly digest: string;
  readonly inline?: Json;
}
/** Many values, itemised up to `limits.list_inline_max`, so that a batch can fan out over them without reading them. */
export interface StoredList {
  readonly items: readonly StuffValue[];
}
/** A longer list: the content under `list` is its `StoredList`, so that a memory does not grow with it. */
export interface StoredLongList {
  /** SHA-256 of the canonical JSON of the `StoredList`, hex. */
  readonly list: string;
  readonly count: number;
}
/** One value, or many. */
export type StuffValue = StoredValue | StoredList | StoredLongList;

/** One named value of a run. */
export interface Stuff {
  /** Derived from the node id that produced it; the data-flow identity in the run picture. */
  readonly code: string;
  readonly name: string;
  readonly concept: ConceptRef;
  readonly value: StuffValue;
}

/** A recorded "no value here, and why". */
export interface AbsenceRecord {
  readonly variable_name: string;
  readonly kind: "declared_absent" | "skipped" | "not_provided";
  readonly reason: string;
  readonly producing_pipe?: string;
  readonly upstream?: AbsenceRecord;
}

/** What a run knows, name by name. Updated persistently, never in place. `aliases` is one hop; `main_stuff` is the latest result. */
export interface WorkingMemory {
  readonly root: Readonly<Record<string, Stuff>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly absences: Readonly<Record<string, AbsenceRecord>>;
}
