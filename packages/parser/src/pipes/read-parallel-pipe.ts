import type { ConceptRef, OutputSlot, ParallelPipe, SubPipe } from "@perdure/crate";
import { resolvedFields } from "@perdure/crate";
import { isOutputKnown, spanOfKey } from "./pipe-context.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readSteps } from "./read-sequence-pipe.ts";
import type { ReadController } from "./read-sequence-pipe.ts";
import { namedConcept } from "../concepts/named-concept.ts";
import type { LocatedStep } from "./read-sub-pipe.ts";
import { showSlot } from "./slot.ts";
import { fieldOf } from "../source/toml-fields.ts";

/**
 * Reads a PipeParallel. Its results are combined into Composite, or into a structured concept whose fields are the results; with
 * any other output, as methods of the earlier profile have it, they are not combined, and a warning says what to write.
 */
export function readParallelPipe(context: PipeContext): ReadController<ParallelPipe> {
  const { reporter, table } = context;
  const add_each_output = fieldOf(reporter, table, "add_each_output", "boolean")?.value ?? false;
  const steps = readSteps(context, "branches", "branch");
  checkResults(context, steps);
  const combined = readCombinedOutput(context);
  const output: OutputSlot =
    combined === undefined
      ? context.contract.output
      : { ...context.contract.output, concept: combined, multiplicity: "single" };
  const combine = combined !== undefined || isCombined(context, steps, add_each_output);
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
      reporter.report("parallel.result_missing", span, {});
    }
    if (result === undefined || entry === undefined) continue;
    if (seen.has(result)) {
      reporter.report("parallel.result_duplicate", entry.value.span, { result });
    }
    seen.add(result);
  }
}

function readCombinedOutput(context: PipeContext): ConceptRef | undefined {
  const { reporter, table, library, declared } = context;
  const written = fieldOf(reporter, table, "combined_output", "string");
  if (written === undefined) return undefined;
  const concept = namedConcept(library, declared.bundle, written.value, written.span);
  const span = table.entries.get("combined_output")?.keySpan ?? written.span;
  reporter.report("parallel.combined_output", span, { concept }, { suggestion: "output" });
  return concept;
}

/** Whether the output is one that the results can be combined into; says what to write where it is not. */
function isCombined(context: PipeContext, steps: readonly LocatedStep[], add_each_output: boolean): boolean {
  const { reporter, declared, library, contract } = context;
  const { output } = contract;
  if (!add_each_output && library.profile === "1.0") {
    reporter.report("parallel.no_output", declared.entry.keySpan, { pipe: declared.ref, code: declared.code });
    return false;
  }
  if (!isOutputKnown(context)) return true;
  const results = steps.flatMap(({ result }) => (result === undefined ? [] : [result]));
  // A branch that could not be read, or has another's name, has been reported: what it would have filled is not known.
  const isUnread = new Set(results).size < steps.length || steps.length === 0;
  const problem = problemOf(context, results);
  if (problem === undefined || isUnread) return problem === undefined || context.wiring.isUnchecked(output.concept);
  reporter.report(
    "parallel.not_combined",
    spanOfKey(context, "output"),
    { pipe: declared.ref, output: output.concept, problem },
    { suggestion: "Composite", severity: add_each_output || isDescriptionOnly(context) ? "warning" : "error" },
  );
  return false;
}

function isDescriptionOnly({ contract, wiring }: Pick<PipeContext, "contract" | "wiring">): boolean {
  const { concept } = contract.output;
  const own = Object.hasOwn(wiring.concepts, concept) ? wiring.concepts[concept] : undefined;
  return own !== undefined && own.fields === undefined && own.refines === undefined;
}

/** Why the results cannot be combined into the output. */
function problemOf({ contract, wiring }: PipeContext, results: readonly string[]): string | undefined {
  const { concept, multiplicity } = contract.output;
  const shown = showSlot(concept, multiplicity);
  if (multiplicity !== "single") return `The results (${results.join(", ")}) are combined into one value, not ${shown}`;
  if (concept === "native.Composite") return undefined;
  const isOpen = concept.startsWith("native.") || isDescriptionOnly({ contract, wiring });
  const fields = isOpen ? undefined : resolvedFields(wiring.concepts, concept);
  if (fields === undefined) return `The results (${results.join(", ")}) are not combined into ${shown}`;
  const given = new Set(results);
  const missing = Object.keys(fields).find((name) => fields[name]?.required === true && !given.has(name));
  if (missing !== undefined) return `No branch gives the field '${missing}', which every ${shown} has`;
  const stray = results.find((name) => !Object.hasOwn(fields, name));
  return stray === undefined ? undefined : `${shown} has no field for the result '${stray}'`;
}
