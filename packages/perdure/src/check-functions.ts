import { reachablePipes, type Crate, type PipeRef, type SourcePlace } from "@perdure/crate";
import type { RunJob } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { FunctionEffect, PerdureFunctions } from "@perdure/operators";

/**
 * Throws `perdure.function_missing` where the entry can reach a function that nobody registered; each is listed once, with its
 * pipe and place.
 */
export function checkFunctions(crate: Crate, entry: PipeRef, functions: PerdureFunctions): void {
  const uses = functionUses(crate, entry).filter(({ name }) => !Object.hasOwn(functions, name));
  const missing = uses.filter((use, index) => uses.findIndex(({ name }) => name === use.name) === index);
  const problems = missing.map(({ name, pipe, place }) => ({
    code: "perdure.function_missing" as const,
    message: `No function is registered as ${name}.`,
    location: { pipe, ...place },
  }));
  const [first] = problems;
  if (first === undefined) return;
  throw createFailure(first.code, {
    message: first.message,
    location: first.location,
    validation_errors: problems.length < 2 ? [] : problems,
  });
}

/** What the reachable functions declare about a repeat. Throws `method.function_invalid` for what is no effect. */
export function functionEffects(crate: Crate, entry: PipeRef, functions: PerdureFunctions): RunJob["function_effects"] {
  const effects: Record<string, FunctionEffect> = {};
  for (const { name } of functionUses(crate, entry)) {
    const effect = Object.hasOwn(functions, name) ? functions[name]?.effect : undefined;
    if (effect === undefined) continue;
    // A module in plain JavaScript may say anything.
    if (!EFFECTS.includes(effect)) {
      throw createFailure("method.function_invalid", {
        message: `The effect of function ${name} is none of ${EFFECTS.join(", ")}.`,
      });
    }
    effects[name] = effect;
  }
  return effects;
}

const EFFECTS: readonly FunctionEffect[] = ["pure", "idempotent", "effectful"];

interface FunctionUse {
  readonly name: string;
  readonly pipe: PipeRef;
  readonly place: SourcePlace;
}

function functionUses(crate: Crate, entry: PipeRef): readonly FunctionUse[] {
  return reachablePipes(crate, entry).flatMap((ref) => {
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    return pipe?.type === "PipeFunc" ? [{ name: pipe.function_name, pipe: ref, place: pipe.place }] : [];
  });
}
