import { describeCondition } from "@perdure/failures/all";

/** The condition of a rule as `perdure explain` says it. Throws for one of which a part would go unsaid. */
export function conditionCell(when) {
  const parts = describeCondition(when);
  const asked = Object.keys(when);
  if (parts.length !== asked.length)
    throw new Error(`Only ${parts.length} parts of ${asked.join(", ")} are said in words`);
  return parts.join("; ");
}
