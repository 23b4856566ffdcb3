import type { ConceptRef, OutputSlot, ParallelPipe, SubPipe } from "@perdure/crate";
import { resolvedFields } from "@perdure/crate";
import { checkKeysOfPipe } from "./check-pipe-shape.ts";
import { spanOfKey } from "./pipe-context.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readSteps } from "./read-sequence-pipe.ts";
import type { ReadController } from "./read-sequence-pipe.ts";
import { resolveConcept } from "../library/resolve-concept.ts";
import type { LocatedStep } from "./read-sub-pipe.ts";
import { showSlot } from "./slot.ts";
import { fieldOf } from "../source/toml-fields.ts";

/**
 * Reads a PipeParallel. Its results are combined into Composite, or into a structured concept whose fields are the results; with
 * any other output, as methods of the earlier profile have it, they are not combined, and a warning says what to write.
 */
export function readParallelPipe(context: PipeContext): ReadController<ParallelPipe> {
  const { reporter, table } = context;
  checkKeysOfPipe(context, ["branches", "add_each_output", "combined_output"]);
  const add_each_output = fieldOf(reporter, table, "add_each_output", "boolean")?.value ?? false;
  const steps = readSteps(context, "branches", "branch");
  checkResults(context, steps);
  const combined = readCombinedOutput(context);
  const output: OutputSlot =
    combined === undefined
      ? context.contract.output
      : { ...context.contract.output, concept: combined, multiplicity: "single" };
  const combine = combined !== undefined || isCombined(context, output, steps);
  const branches = steps.flatMap(({ step }) =>
    step !== undefined && "pipe" in step && step.result !== undefined ? [{ ...step, result: step.result }] : [],
  ) satisfies readonly (SubPipe & { readonly result: string })[];
  const isWhole = branches.length === steps.length && steps.length > 0;
  if (!isWhole) return { steps, pipe: undefined };
  return { steps, pipe: { ...context.base, output, type: "PipeParallel", branches, add_each_output, combine } };
}

function checkResults(context: PipeContext, steps: readonly LocatedStep[]): void {
  const { reporter } = context;
  const seen = new Set<string>();
  for (const { table, result, span } of steps) {
    const entry = table?.entries.get("result");
    if (table !== undefined && entry === undefined) {
      reporter.report("parallel.result_missing", span, "A branch needs a 'result' to store its value under.");
    }
    if (result === undefined || entry === undefined) continue;
    if (seen.has(result)) {
      const message = `Two branches store their value as '${result}': give each its own name.`;
      reporter.report("parallel.result_duplicate", entry.value.span, message, { params: { result } });
    }
    seen.add(result);
  }
}

function readCombinedOutput(context: PipeContext): ConceptRef | undefined {
  const { reporter, table, library, declared } = context;
  const written = fieldOf(reporter, table, "combined_output", "string");
  if (written === undefined) return undefined;
  const concept = resolveConcept(library, declared.bundle, written.value, written.span);
  const message = "'combined_output' is of an earlier profile: write the combined concept as the 'output'.";
  const span = table.entries.get("combined_output")?.keySpan ?? written.span;
  reporter.report("parallel.combined_output", span, message, { params: { concept }, suggestion: "output" });
  return concept;
}

/** Whether the output is one that the results can be combined into; says what to write where it is not. */
function isCombined(context: PipeContext, output: OutputSlot, steps: readonly LocatedStep[]): boolean {
  const { reporter, declared, wiring } = context;
  if (output.concept === "native.Composite" && output.multiplicity === "single") return true;
  const results = steps.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const given = new Set(results);
  const isOwn = !output.concept.startsWith("native.") && output.multiplicity === "single";
  const fields = isOwn ? resolvedFields(wiring.concepts, output.concept) : undefined;
  // A branch that could not be read has been reported: what it would have filled is not known.
  const isUnread = results.length < steps.length || steps.length === 0;
  if (fields !== undefined) {
    const missing = Object.keys(fields).filter((name) => fields[name]?.required === true && !given.has(name));
    const stray = results.filter((name) => !Object.hasOwn(fields, name));
    if (missing.length === 0 && stray.length === 0) return true;
    if (isUnread) return true;
  }
  if (isUnread) return false;
  const message = `The results (${results.join(", ")}) are not combined into ${showSlot(output.concept, output.multiplicity)}: write output = "Composite", or a concept with a field for each result.`;
  reporter.report("parallel.not_combined", spanOfKey(context, "output"), message, {
    params: { pipe: declared.ref, output: output.concept },
    suggestion: "Composite",
  });
  return false;
}
