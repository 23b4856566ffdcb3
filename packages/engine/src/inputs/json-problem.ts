import type { Json } from "@perdure/crate";

/** Lists and objects inside one another; deeper ones are no data, and would end in a stack overflow. */
const DEEPEST = 200;

/** Why a caller's JSON cannot be a value of a run: too deep, or a number that JSON cannot say; undefined when it can. */
export function jsonProblem(value: Json): string | undefined {
  const waiting: { readonly value: Json; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { depth } = next;
    if (typeof next.value === "number" && !Number.isFinite(next.value)) return "holds a number that is too large";
    if (typeof next.value !== "object" || next.value === null) continue;
    if (depth === DEEPEST) return `is nested more than ${DEEPEST} deep`;
    for (const inner of Object.values(next.value) as readonly Json[]) waiting.push({ value: inner, depth: depth + 1 });
  }
  return undefined;
}
