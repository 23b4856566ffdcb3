import type { Multiplicity, Presence } from "@perdure/crate";

/** A slot taken apart: `Concept`, `Concept[]`, `Concept[3]`, `Concept?` or `Concept!`. */
export interface Slot {
  readonly concept: string;
  readonly multiplicity: Multiplicity;
  readonly presence: Presence;
}
/** Why a slot is not one. `marker_with_brackets` is a `?` or `!` next to brackets. */
export type SlotProblem = "empty" | "malformed" | "count" | "marker_with_brackets";

const SLOT = /^(?<concept>[^[\]?!\s]+)(?<brackets>\[(?<count>\d*)\])?(?<marker>[?!])?$/u;
const BARE = /^[^[\]?!\s]+$/u;
// Beyond this a count is a slip of the pen; it also keeps `[1e9]`-like requests away from every later stage.
const LARGEST_COUNT = 1_000_000;

/** Takes a slot apart. `X[1]` is one value, not a list of one. */
export function parseSlot(written: string): Slot | SlotProblem {
  const text = written.trim();
  if (text === "") return "empty";
  if (BARE.test(text)) return { concept: text, multiplicity: "single", presence: "lift" };
  const groups = SLOT.exec(text)?.groups;
  const concept = groups?.["concept"];
  if (groups === undefined || concept === undefined) return "malformed";
  const { brackets, count, marker } = groups;
  if (brackets !== undefined && marker !== undefined) return "marker_with_brackets";
  const presence: Presence = marker === undefined ? "lift" : marker === "?" ? "optional" : "required";
  if (brackets === undefined) return { concept, multiplicity: "single", presence };
  if (count === undefined || count === "") return { concept, multiplicity: "many", presence };
  const number = Number(count);
  if (count.startsWith("0") || number > LARGEST_COUNT) return "count";
  return { concept, multiplicity: number === 1 ? "single" : number, presence };
}

/** A slot as it is written, for messages. */
export function showSlot(concept: string, multiplicity: Multiplicity): string {
  const name = concept.startsWith("native.") ? concept.slice("native.".length) : concept;
  if (multiplicity === "single") return name;
  return multiplicity === "many" ? `${name}[]` : `${name}[${multiplicity}]`;
}
