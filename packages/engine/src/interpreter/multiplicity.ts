import type { Multiplicity } from "@perdure/crate";

/** The multiplicity of a result: the caller's override wins; `many` keeps a declared number; exactly one is single. */
export function resolveMultiplicity(declared: Multiplicity, override: Multiplicity | undefined): Multiplicity {
  const resolved = override === "many" && typeof declared === "number" ? declared : (override ?? declared);
  return resolved === 1 ? "single" : resolved;
}
