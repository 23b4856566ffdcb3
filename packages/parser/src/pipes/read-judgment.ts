import type { ParamsOfCode } from "../messages/messages.ts";
import type { Judgment } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import type { Span } from "../source/source-text.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlTable, TomlValue } from "../source/toml-tree.ts";

/** The keys that decide what a judge may answer. */
export const KIND_KEYS = ["options", "levels", "criteria", "threshold"] as const;

/** Where a judgment is written: the pipe's table, or that of one of its questions. */
interface Place {
  readonly context: PipeContext;
  readonly table: TomlTable;
  /** Whether the evidence is apart from the question, as later texts of the language have it: their rules are stricter. */
  readonly isStrict: boolean;
}

/** Reads what a question may be answered with: yes or no, one of several options, or a level. */
export function readJudgment(context: PipeContext, table: TomlTable, isStrict: boolean): Judgment | undefined {
  const place = { context, table, isStrict };
  const { options, levels } = Object.fromEntries(KIND_KEYS.map((key) => [key, table.entries.get(key)]));
  if (options !== undefined && levels !== undefined) {
    const [, second] = [options, levels].toSorted((left, right) => left.keySpan.start - right.keySpan.start);
    report(place, second?.keySpan ?? table.span, { says: "both" });
    return undefined;
  }
  if (options !== undefined || levels !== undefined) {
    for (const key of ["criteria", "threshold"]) {
      const stray = table.entries.get(key);
      if (stray !== undefined) report(place, stray.keySpan, { says: "stray", key });
    }
    return options === undefined ? readLevels(place) : readOptions(place);
  }
  const criteria = readCriteria(place);
  const threshold = readThreshold(place);
  return { kind: "yes_no", ...(criteria === undefined ? {} : { criteria }), threshold: threshold ?? 0.5 };
}

function report({ context }: Place, span: Span, told: ParamsOfCode<"judge.kind">): void {
  context.reporter.report("judge.kind", span, { ...told, pipe: context.declared.ref });
}

function readOptions(place: Place): Judgment | undefined {
  const { context, table } = place;
  const written = fieldOf(context.reporter, table, "options", "table");
  if (written === undefined) return undefined;
  if (written.entries.size < 2) {
    report(place, table.entries.get("options")?.keySpan ?? written.span, { says: "options" });
  }
  const options: [string, string][] = [];
  for (const { key, keySpan, value } of written.entries.values()) {
    if (key.trim() === "") report(place, keySpan, { says: "option" });
    if (value.kind === "string") options.push([key, value.value]);
    else reportKind(context, key, value, "An option's description");
  }
  return { kind: "choice", options: Object.fromEntries(options) };
}

function readLevels(place: Place): Judgment | undefined {
  const { context, table } = place;
  const written = fieldOf(context.reporter, table, "levels", "array");
  if (written === undefined) return undefined;
  if (written.items.length < 2) report(place, written.span, { says: "levels" });
  const levels = written.items.map((item) => readLevel(place, item));
  const labels = levels.flatMap((level) => (level.label === undefined ? [] : [level.label]));
  if (labels.length > 0 && labels.length < levels.length) {
    report(place, written.span, { says: "labels" });
  } else if (new Set(labels).size < labels.length) {
    report(place, written.span, { says: "labels_alike" });
  }
  return { kind: "rating", levels };
}

function readLevel(place: Place, item: TomlValue): { readonly label?: string; readonly description: string } {
  const { context } = place;
  if (item.kind === "string") {
    if (item.value.trim() === "") report(place, item.span, { says: "description" });
    return { description: item.value };
  }
  if (item.kind !== "table") {
    reportKind(context, "levels", item, "A level");
    return { description: "" };
  }
  const table = readKeys(context.reporter, item, ["label", "description"], "A level");
  const label = fieldOf(context.reporter, table, "label", "string")?.value;
  const description = fieldOf(context.reporter, table, "description", "string")?.value;
  if ((label ?? description ?? "").trim() === "") report(place, item.span, { says: "level" });
  return { ...(label === undefined ? {} : { label }), description: description ?? "" };
}

function readCriteria(place: Place): { readonly yes?: string; readonly no?: string } | undefined {
  const { context, table, isStrict } = place;
  const written = fieldOf(context.reporter, table, "criteria", "table");
  if (written === undefined) return undefined;
  const criteria = readKeys(context.reporter, written, ["yes", "no"], "'criteria'");
  const yes = fieldOf(context.reporter, criteria, "yes", "string")?.value;
  const no = fieldOf(context.reporter, criteria, "no", "string")?.value;
  const missing = ["yes", "no"].filter((key) => !criteria.entries.has(key));
  if (missing.length === 2 || (isStrict && missing.length > 0)) {
    const span = table.entries.get("criteria")?.keySpan ?? written.span;
    report(place, span, { says: "criteria", missing: missing.join("' and '") });
  }
  return { ...(yes === undefined ? {} : { yes }), ...(no === undefined ? {} : { no }) };
}

function readThreshold(place: Place): number | undefined {
  const threshold = fieldOf(place.context.reporter, place.table, "threshold", "number");
  if (threshold === undefined || (threshold.value > 0 && threshold.value < 1)) return threshold?.value;
  report(place, threshold.span, { says: "threshold" });
  return undefined;
}

function reportKind({ reporter }: PipeContext, key: string, value: TomlValue, what: string): void {
  reporter.report("toml.wrong_type", value.span, {
    says: "text",
    key,
    expected: "string",
    what,
    found: kindName(value),
  });
}
