import type { ConditionPipe, Outcome } from "@perdure/crate";
import { checkConditionVariables } from "./check-variables.ts";
import { checkConstantExpression } from "./check-constant-expression.ts";
import { parseLocatedTemplate } from "./parse-located-template.ts";
import type { LocatedReadings } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";
import { isSnakeName } from "../library/names.ts";
import { resolvePipe } from "../library/resolve-pipe.ts";
import type { Span } from "../source/source-text.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlString } from "../source/toml-tree.ts";

/** A condition with what its expression reads, where that could be parsed. */
export interface ReadCondition {
  readonly pipe: ConditionPipe | undefined;
  readonly readings?: LocatedReadings | undefined;
}

/** Reads a PipeCondition: what it prints, and the pipe that each printed text leads to. */
export function readConditionPipe(context: PipeContext): ReadCondition {
  const { reporter, table, declared } = context;
  const params = { pipe: declared.ref };
  const alias = fieldOf(reporter, table, "add_alias_from_expression_to", "string");
  if (alias !== undefined) {
    reporter.report("condition.alias", alias.span, { ...params, alias: alias.value });
    if (!isSnakeName(alias.value)) {
      reporter.report("step.result_malformed", alias.span, { says: "malformed", name: alias.value });
    }
  }
  const read = readExpression(context);
  const outcomes = readOutcomes(context);
  const fallback = fieldOf(reporter, table, "default_outcome", "string");
  if (!table.entries.has("default_outcome")) {
    reporter.report("condition.default_missing", declared.entry.keySpan, { ...params, code: declared.code });
  }
  const default_outcome = fallback === undefined ? undefined : readOutcome(context, fallback);
  if (read === undefined || outcomes === undefined || default_outcome === undefined) return { pipe: undefined };
  const pipe: ConditionPipe = {
    ...context.base,
    type: "PipeCondition",
    expression: read.expression,
    outcomes,
    default_outcome,
    ...(alias === undefined ? {} : { add_alias_from_expression_to: alias.value }),
  };
  return { pipe, readings: read.readings };
}

interface ReadExpression {
  readonly expression: string;
  readonly readings: LocatedReadings | undefined;
}

function readExpression(context: PipeContext): ReadExpression | undefined {
  const { reporter, table, declared } = context;
  const expression = fieldOf(reporter, table, "expression", "string");
  const template = fieldOf(reporter, table, "expression_template", "string");
  const params = { pipe: declared.ref };
  if (table.entries.has("expression") === table.entries.has("expression_template")) {
    reporter.report("condition.expression", declared.entry.keySpan, { says: "needed", ...params, code: declared.code });
    return undefined;
  }
  const written = expression ?? template;
  if (written === undefined) return undefined;
  if (written.value.trim() === "") {
    reporter.report("condition.expression", written.span, { says: "empty", ...params });
    return undefined;
  }
  const wrap = expression === undefined ? (["", ""] as const) : (["{{ ", " }}"] as const);
  const readings = parseLocatedTemplate(reporter, written, {
    category: "expression",
    names: context.inputs,
    wrap,
  });
  const whole = `${wrap[0]}${written.value}${wrap[1]}`;
  if (readings !== undefined) {
    checkConditionVariables(context, readings);
    checkConstantExpression(context, whole, written.span);
  }
  return { expression: whole, readings };
}

function readOutcomes(context: PipeContext): Readonly<Record<string, Outcome>> | undefined {
  const { reporter, table, declared } = context;
  const outcomes = fieldOf(reporter, table, "outcomes", "table");
  if (outcomes === undefined ? !table.entries.has("outcomes") : outcomes.entries.size === 0) {
    const span: Span = table.entries.get("outcomes")?.keySpan ?? declared.entry.keySpan;
    reporter.report("condition.outcomes_missing", span, { pipe: declared.ref, code: declared.code });
  }
  if (outcomes === undefined) return undefined;
  const read: [string, Outcome][] = [];
  for (const { key, value } of outcomes.entries.values()) {
    if (value.kind !== "string") {
      reporter.report("toml.wrong_type", value.span, {
        says: "outcome",
        key,
        expected: "string",
        found: kindName(value),
      });
      continue;
    }
    const outcome = readOutcome(context, value);
    if (outcome !== undefined) read.push([key, outcome]);
  }
  return read.length === outcomes.entries.size ? Object.fromEntries(read) : undefined;
}

function readOutcome(context: PipeContext, written: TomlString): Outcome | undefined {
  if (written.value === "fail" || written.value === "continue") return written.value;
  const pipe = resolvePipe(context.library, context.declared.bundle, written.value, written.span);
  return pipe === undefined ? undefined : { pipe };
}
