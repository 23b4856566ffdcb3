import { checkCall, reportUnread } from "./check-calls.ts";
import type { Names } from "./check-calls.ts";
import { checkOutput } from "./check-output.ts";
import { contractPlaces } from "../library/declared-places.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import type { LocatedStep } from "../pipes/read-sub-pipe.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import { isPathProblem, walkPath } from "./walk-path.ts";
import { UNKNOWN_VALUE, valueOfInput, valueOfOutput } from "./known-value.ts";
import { membersOf } from "./written-names.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

/** Walks a sequence in order: what each step reads must be there and fit, and the last one must give what is promised. */
export function checkSequence(wiring: Wiring, context: PipeContext, steps: readonly LocatedStep[]): void {
  const names = namesOfInputs(context);
  let last: KnownValue | undefined;
  for (const located of steps) {
    last = located.step === undefined ? UNKNOWN_VALUE : walkStep(wiring, context, names, located);
    // A step or a name that could not be read may have given what a later step reads.
    const isNamed = located.result !== undefined || located.table?.entries.has("result") !== true;
    if (located.step === undefined || !isNamed) names.isPartial = true;
    if (located.result === undefined) continue;
    names.values.set(located.result, last);
    names.reported.delete(located.result);
  }
  if (steps.length === 0) names.isPartial = true;
  reportUnread(context, names);
  const span = steps.at(-1)?.span;
  if (last !== undefined && span !== undefined) checkOutput(wiring, context, last, "its last step");
}

/** The names that a controller starts with. */
export function namesOfInputs(context: PipeContext): Names {
  const values = new Map(
    Object.entries(context.contract.inputs).map(([name, input]) => [name, valueOfInput(input)] as const),
  );
  return { values, read: new Set(), reported: new Set(), isPartial: false };
}

/** What a step leaves behind, its problems reported. */
export function walkStep(wiring: Wiring, context: PipeContext, names: Names, located: LocatedStep): KnownValue {
  const { step, table, span } = located;
  if (step === undefined || table === undefined) return UNKNOWN_VALUE;
  if ("from" in step) return valueAt(wiring, context, names, step.from, spanOf(table, "from", span));
  const output = valueOfOutput(wiring.outputOf(step.pipe));
  const call = { pipe: step.pipe, span: spanOf(table, "pipe", span) };
  let mayBeSkipped = false;
  let value: KnownValue = { ...output, multiplicity: step.multiplicity ?? output.multiplicity };
  if (step.batch === undefined) value = { ...value, members: membersOf(wiring.library, step.pipe) };
  if (step.batch === undefined) mayBeSkipped = checkCall(wiring, context, names, call);
  else {
    const { over, as } = step.batch;
    const list = valueAt(wiring, context, names, over, spanOf(table, "batch_over", span));
    if (list.multiplicity === "single" && list.concept !== undefined && !wiring.isUnchecked(list.concept)) {
      context.reporter.report("step.batch_not_list", spanOf(table, "batch_over", span), {
        pipe: context.declared.ref,
        name: over,
        concept: list.concept,
      });
    }
    const inputs = wiring.inputsOf(step.pipe);
    if (inputs !== undefined && !Object.hasOwn(inputs, as)) {
      const suggestion = context.reporter.suggest(as, Object.keys(inputs));
      context.reporter.report(
        "step.batch_item_unread",
        spanOf(table, "batch_as", span),
        { pipe: context.declared.ref, called: step.pipe, input: as },
        { related: contractPlaces(context.library, step.pipe), suggestion },
      );
    }
    const isList = list.multiplicity !== undefined && list.multiplicity !== "single";
    const item = isList ? { ...list, multiplicity: "single" as const, absent: false } : UNKNOWN_VALUE;
    // What the pipe misses where it does not take the item by its name is most likely the item.
    const seen = inputs !== undefined && !Object.hasOwn(inputs, as) ? { ...names, isPartial: true } : names;
    checkCall(wiring, context, seen, { ...call, item: { name: as, value: item } });
    names.isPartial ||= inputs === undefined;
    value = { ...value, multiplicity: "many", absent: false };
  }
  const written = wiring.writtenBy(step.pipe);
  const isWhole = written.isWhole && wiring.spend(context.declared, written.values.size);
  if (isWhole) for (const [name, stored] of written.values) names.values.set(name, stored);
  names.isPartial ||= !isWhole;
  // A list that nobody made is empty, not absent.
  return { ...value, absent: value.absent || (mayBeSkipped && value.multiplicity === "single") };
}

function valueAt(wiring: Wiring, context: PipeContext, names: Names, path: string, span: Span): KnownValue {
  const [root = "", ...segments] = path.split(".");
  const params = { pipe: context.declared.ref, path };
  names.read.add(root);
  const start = names.values.get(root);
  if (start === undefined) {
    if (!names.isPartial) {
      const suggestion = context.reporter.suggest(root, names.values.keys());
      context.reporter.report(
        "path.unresolved",
        span,
        { says: "no_root", ...params, root, code: context.declared.code },
        { suggestion },
      );
      if (suggestion !== undefined) names.read.add(suggestion);
    }
    return UNKNOWN_VALUE;
  }
  const walked = walkPath(context, start, segments, "binding");
  if (!isPathProblem(walked)) return walked;
  context.reporter.report(
    "path.unresolved",
    span,
    { says: "leads_nowhere", ...params, path, reason: walked.reason },
    { suggestion: walked.suggestion },
  );
  return UNKNOWN_VALUE;
}

function spanOf(table: TomlTable, key: string, fallback: Span): Span {
  return table.entries.get(key)?.value.span ?? fallback;
}
