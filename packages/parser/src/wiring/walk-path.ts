import { conceptLineage, nativeConceptOf, resolvedFields } from "@perdure/crate";
import type { ConceptRef, Field } from "@perdure/crate";
import type { PipeContext } from "../pipes/pipe-context.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";
import { UNKNOWN_VALUE } from "./known-value.ts";

/** Why a path cannot be walked. */
export interface PathProblem {
  readonly reason: string;
  /** The concept at which the path ends. */
  readonly problem_at: ConceptRef;
  readonly suggestion?: string | undefined;
}

/** Natives that hold one value: it is read whole, not walked into. */
const LEAVES: ReadonlySet<ConceptRef> = new Set([
  "native.Text",
  "native.Markdown",
  "native.Number",
  "native.Time",
  "native.JSON",
]);
const OPEN: ReadonlySet<ConceptRef> = new Set(["native.Anything", "native.Dynamic", "native.Composite"]);
/**
 * What stands at the end of a path of fields that starts at a value. A `binding` crosses lists, which gives one flat list, and does
 * not look into natives that hold one value; a `template` takes an item of a list as its member `[]`, and a `construct` does either.
 */
export function walkPath(
  { wiring, reporter }: PipeContext,
  start: KnownValue,
  segments: readonly string[],
  from: "binding" | "construct" | "template",
): KnownValue | PathProblem {
  let value = start;
  for (const [index, segment] of segments.entries()) {
    const { concept, members } = value;
    if (members !== undefined && value.multiplicity === "single") {
      const member = members.get(segment);
      if (member === undefined) {
        const suggestion = reporter.suggest(segment, members.keys());
        return { reason: `no branch gives '${segment}'`, problem_at: "native.Composite", suggestion };
      }
      value = member;
      continue;
    }
    if (concept === undefined || wiring.isUnchecked(concept) || OPEN.has(concept)) return UNKNOWN_VALUE;
    if (from === "template" && (segment === "[]" || value.multiplicity !== "single")) {
      // A list has members of its own; what is not known to be a list may have items all the same.
      if (segment !== "[]" || value.multiplicity === "single" || value.multiplicity === undefined) return UNKNOWN_VALUE;
      value = { ...value, multiplicity: "single" };
      continue;
    }
    if (from === "binding" && isLeaf(wiring, concept)) {
      return { reason: `'${concept}' is one value and is read whole`, problem_at: concept };
    }
    const fields = resolvedFields(wiring.concepts, concept);
    if (fields === undefined || (LEAVES.has(concept) && !Object.hasOwn(fields, segment))) {
      const suggestion = reporter.suggest(segment, Object.keys(fields ?? {}));
      return { reason: `'${concept}' has no fields`, problem_at: concept, suggestion };
    }
    if (!Object.hasOwn(fields, segment)) {
      const suggestion = reporter.suggest(segment, Object.keys(fields));
      return { reason: `'${concept}' has no field '${segment}'`, problem_at: concept, suggestion };
    }
    const field = fields[segment];
    if (field === undefined) return UNKNOWN_VALUE;
    const next = valueOfField(value, field);
    if (next.concept === "native.JSON" && index < segments.length - 1) return UNKNOWN_VALUE;
    value = next;
  }
  return value;
}

/** Whether a concept is one of the natives that hold one value, or refines one. */
const isLeaf = ({ concepts }: Wiring, concept: ConceptRef): boolean =>
  conceptLineage(concepts, concept).some((ancestor) => LEAVES.has(ancestor));

/** Whether walking a path ended in a problem. */
export const isPathProblem = (walked: KnownValue | PathProblem): walked is PathProblem => "reason" in walked;

function valueOfField(from: KnownValue, field: Field): KnownValue {
  const crossed = from.multiplicity !== "single" && from.multiplicity !== undefined;
  // A list is never absent: what is missing in it is left out.
  const absent = !crossed && (from.absent || (!field.required && field.default === undefined));
  const multiplicity = crossed ? "many" : "single";
  if (field.type === "concept") return { concept: field.concept, multiplicity, absent };
  if (field.type !== "list") return { concept: nativeConceptOf(field.type), multiplicity, absent };
  const item = field.item_concept ?? nativeConceptOf(field.item_type ?? "text");
  return { concept: item, multiplicity: "many", absent: false };
}
