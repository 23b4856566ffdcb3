import type { BindingStep, Multiplicity, SubPipe } from "@perdure/crate";
import { checkNameStyle } from "../library/check-name-style.ts";
import { INERT_NAMES, isSnakeName, toSnakeName } from "../library/names.ts";
import { contractOf } from "./pipe-context.ts";
import type { PipeContext } from "./pipe-context.ts";
import { isPath } from "./read-construct.ts";
import { resolvePipe } from "../library/resolve-pipe.ts";
import type { Span } from "../source/source-text.ts";
import { adoptKeys, checkKeys, fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlString, TomlTable, TomlValue } from "../source/toml-tree.ts";

export const STEP_KEYS = ["pipe", "result", "nb_output", "multiple_output", "batch_over", "batch_as"] as const;

/** Older names and common slips. */
const RENAMED = { pipe_code: "pipe", output: "result", name: "result" } as const;

/** A step or branch with its table. `step` is undefined after its error has been reported. */
export interface LocatedStep {
  readonly step: SubPipe | BindingStep | undefined;
  readonly table: TomlTable | undefined;
  readonly span: Span;
  /** The name it stores its result under, where that could be read. */
  readonly result?: string;
}

/** Reads a step of a sequence or a branch of a parallel. Binding steps belong to sequences. */
export function readStep(context: PipeContext, value: TomlValue, place: "step" | "branch"): LocatedStep {
  const { reporter } = context;
  if (value.kind !== "table") {
    reporter.report("toml.wrong_type", value.span, {
      says: "step",
      key: place,
      expected: "table",
      found: kindName(value),
    });
    return { step: undefined, table: undefined, span: value.span };
  }
  const table = adoptKeys(value, [...STEP_KEYS, "from"], RENAMED);
  const located = { table, span: value.span };
  const written = fieldOf(reporter, table, "result", "string");
  const result = written === undefined ? undefined : storedName(context, written);
  const named = result === undefined ? located : { ...located, result };
  const hasPipe = table.entries.has("pipe");
  if (hasPipe === table.entries.has("from")) {
    const says = hasPipe ? "both" : place === "step" ? "step_empty" : "branch_empty";
    reporter.report("step.malformed", value.span, { says, place });
    return { ...named, step: undefined };
  }
  if (hasPipe) return { ...named, step: readCall(context, table, place, result) };
  return { ...named, step: readBinding(context, table, place, result) };
}

function readBinding(
  context: PipeContext,
  table: TomlTable,
  place: "step" | "branch",
  result: string | undefined,
): BindingStep | undefined {
  const { reporter } = context;
  if (place === "branch") {
    reporter.report("step.malformed", table.span, { says: "branch_binds" });
    return undefined;
  }
  checkKeys(reporter, table, ["from", "result"], "A binding step");
  const from = fieldOf(reporter, table, "from", "string");
  if (!table.entries.has("result")) {
    reporter.report("step.malformed", table.span, { says: "result_missing" });
  }
  if (from === undefined) return undefined;
  if (!isPath(from.value)) {
    reporter.report("path.malformed", from.span, { says: "path", path: from.value });
    return undefined;
  }
  return result === undefined ? undefined : { from: from.value, result };
}

function readCall(
  context: PipeContext,
  table: TomlTable,
  place: "step" | "branch",
  result: string | undefined,
): SubPipe | undefined {
  const { reporter, library, declared } = context;
  checkKeys(reporter, table, STEP_KEYS, `A ${place}`, RENAMED);
  const written = fieldOf(reporter, table, "pipe", "string");
  const pipe = written === undefined ? undefined : resolvePipe(library, declared.bundle, written.value, written.span);
  const multiplicity = readMultiplicity(context, table, contractOf(library, pipe)?.output.multiplicity);
  const batch = readBatch(context, table, place);
  // A batch that could not be read leaves open what the pipe is given.
  const isUnread = batch === undefined && (table.entries.has("batch_over") || table.entries.has("batch_as"));
  if (pipe === undefined || isUnread) return undefined;
  return {
    pipe,
    ...(result === undefined ? {} : { result }),
    ...(multiplicity === undefined ? {} : { multiplicity }),
    ...(batch === undefined ? {} : { batch }),
  };
}

function readMultiplicity(
  context: PipeContext,
  table: TomlTable,
  own: Multiplicity | undefined,
): Multiplicity | undefined {
  const { reporter } = context;
  const count = fieldOf(reporter, table, "nb_output", "integer");
  const multiple = fieldOf(reporter, table, "multiple_output", "boolean");
  if (table.entries.has("nb_output") && table.entries.has("multiple_output")) {
    const span = table.entries.get("multiple_output")?.keySpan ?? table.span;
    reporter.report("step.multiplicity", span, { says: "both" });
    return undefined;
  }
  if (count !== undefined) {
    if (count.value >= 1) return count.value === 1 ? "single" : count.value;
    reporter.report("step.multiplicity", count.span, { says: "too_few" });
    return undefined;
  }
  if (multiple === undefined) return undefined;
  if (!multiple.value) return "single";
  return typeof own === "number" ? own : "many";
}

function readBatch(context: PipeContext, table: TomlTable, place: "step" | "branch"): SubPipe["batch"] | undefined {
  const { reporter } = context;
  const over = fieldOf(reporter, table, "batch_over", "string");
  const as = fieldOf(reporter, table, "batch_as", "string");
  const alone = table.entries.has("batch_over") !== table.entries.has("batch_as");
  if (alone) {
    const key = table.entries.has("batch_over") ? "batch_over" : "batch_as";
    const other = key === "batch_over" ? "batch_as" : "batch_over";
    const span = table.entries.get(key)?.keySpan ?? table.span;
    reporter.report("step.batch", span, { says: "alone", key, other });
  }
  if (over === undefined || as === undefined) return undefined;
  if (over.value === as.value) {
    reporter.report("batch.item_taken", as.span, { says: "list", name: as.value });
  }
  if (!isPath(over.value)) {
    reporter.report("path.malformed", over.span, { says: "path", path: over.value });
    return undefined;
  }
  if (place === "branch" && over.value.includes(".")) {
    reporter.report("step.batch", over.span, { says: "path", key: "batch_over" });
  }
  const name = storedName(context, as);
  return name === undefined ? undefined : { over: over.value, as: name };
}

/** A name that a result is stored under. Undefined when it is malformed or reserved. */
function storedName(context: PipeContext, written: TomlString): string | undefined {
  const name = written.value;
  const isReserved = name === "main_stuff" || name.startsWith("_bound_") || INERT_NAMES.has(name);
  if (isSnakeName(name) && !isReserved) {
    checkNameStyle(context.reporter, name, written.span);
    return name;
  }
  const nearest = toSnakeName(name);
  const suggestion = !isReserved && isSnakeName(nearest) ? nearest : undefined;
  const says = isReserved ? "reserved" : "malformed";
  context.reporter.report("step.result_malformed", written.span, { says, name }, { suggestion });
  return undefined;
}
