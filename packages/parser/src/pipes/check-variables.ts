import { isTextLike } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfInput } from "./pipe-context.ts";
import type { Span } from "../source/source-text.ts";
import { isPathProblem, walkPath } from "../wiring/walk-path.ts";
import { valueOfInput } from "../wiring/known-value.ts";
import type { LocatedReadings } from "./parse-located-template.ts";
import type { ReadTemplate } from "./read-template.ts";
import { isSince } from "../diagnostics/language-profile.ts";
import type { Severity } from "../diagnostics/diagnostic-codes.ts";

/** How the variables of a pipe's templates are held against its inputs. */
export interface VariableRules {
  /** What an input that nothing reads is. */
  readonly unread: Severity;
  /** Names that are no inputs and may be read all the same. */
  readonly exempt?: readonly string[];
  /** Inputs that are read elsewhere. */
  readonly read?: readonly string[];
  /** Whether a template is there that could not be read, so that what it reads is not known. */
  readonly isPartial?: boolean;
}

/** Reports variables that are no input of the pipe, optional inputs read unguarded, and inputs that no template reads. */
export function checkVariables(
  context: PipeContext,
  templates: readonly (ReadTemplate | undefined)[],
  rules: VariableRules,
): void {
  const names: Names = { read: new Set(rules.read), undeclared: new Set(), exempt: rules.exempt ?? [] };
  let isWhole = rules.isPartial !== true;
  for (const template of templates) {
    if (template === undefined) continue;
    if (template.readings === undefined) isWhole = false;
    else checkReadings(context, template.readings, names, new Set(Object.keys(template.source.extra_context ?? {})));
  }
  if (isWhole) reportUnread(context, names.read, rules.unread);
}

interface Names {
  readonly read: Set<string>;
  /** What has been reported as nobody's name: declaring it once mends every reading of it. */
  readonly undeclared: Set<string>;
  readonly exempt: readonly string[];
}

/**
 * Reports what a condition's expression reads without the condition declaring it, or without guarding what may be absent. Its other
 * inputs are for its outcomes.
 */
export function checkConditionVariables(context: PipeContext, readings: LocatedReadings): void {
  checkReadings(context, readings, { read: new Set(), undeclared: new Set(), exempt: [] });
}

function checkReadings(
  context: PipeContext,
  { variables, derived, defined }: LocatedReadings,
  names: Names,
  extra: ReadonlySet<string> = new Set(),
): void {
  const { reporter, contract, declared } = context;
  for (const { root, path, span, optional } of variables) {
    const params = { pipe: declared.ref, variable: [root, ...path].join(".") };
    if (Object.hasOwn(contract.inputs, root)) {
      names.read.add(root);
      if (contract.inputs[root]?.presence === "optional" && !optional) reportUnguarded(context, root, span, params);
      checkPath(context, root, path, span, optional);
    } else if (extra.has(root) || names.exempt.includes(root) || names.undeclared.has(root)) {
      continue;
    } else if (root.startsWith("_")) {
      reportUnknownParameter(context, root, span, optional);
    } else {
      const suggestion = reporter.suggest(root, [...context.inputs, ...extra, ...defined]);
      reporter.report(
        "template.variable_undeclared",
        spanOfRoot(span, root),
        { ...params, root, code: declared.code },
        { suggestion },
      );
      // A mistyped name is mended where it stands, and most likely meant the input that is then unread.
      if (suggestion === undefined) names.undeclared.add(root);
      else names.read.add(suggestion);
    }
  }
  for (const { root, path, span, optional } of derived) {
    if (Object.hasOwn(contract.inputs, root) && !extra.has(root)) checkPath(context, root, path, span, optional);
  }
}

function reportUnguarded(
  { reporter }: PipeContext,
  root: string,
  span: Span,
  params: Readonly<Record<string, string>>,
): void {
  reporter.report("template.optional_unguarded", span, { ...params, root });
}

function reportUnread(context: PipeContext, read: ReadonlySet<string>, severity: Severity): void {
  const { reporter, contract, declared } = context;
  for (const name of Object.keys(contract.inputs)) {
    if (read.has(name)) continue;
    const params = { pipe: declared.ref, input: name };
    reporter.report("input.unread", spanOfInput(context, name), { ...params, name, code: declared.code }, { severity });
  }
}

/** What an input is that nothing reads, in the templates that the first profile let go: later ones refuse it. */
export const unreadSince = ({ library }: PipeContext): Severity =>
  isSince(library.profile, "2.x") ? "error" : "warning";

/** The stretch of a variable's root, the name that an input has. */
const spanOfRoot = (span: Span, root: string): Span => ({
  start: span.start,
  end: Math.min(span.end, span.start + root.length),
});

/** What a run sets for templates to read; every other name of this form is for later versions, and undefined in this one. */
const RUN_PARAMETERS: ReadonlySet<string> = new Set(["_nb_output"]);

/** Reports a run parameter that no run sets. */
function reportUnknownParameter(
  { reporter, declared }: PipeContext,
  root: string,
  span: Span,
  optional: boolean,
): void {
  if (RUN_PARAMETERS.has(root)) return;
  const suggestion = didYouMean(root, RUN_PARAMETERS);
  const params = { says: optional ? "asked" : "read", pipe: declared.ref, variable: root } as const;
  reporter.report("template.parameter_unknown", spanOfRoot(span, root), params, {
    suggestion,
    // What asks whether it is there reads nothing of it, and does not fail.
    ...(optional ? { severity: "warning" } : {}),
  });
}

/** What can be read of every value besides its fields. */
const MEMBERS: ReadonlySet<string> = new Set(["content", "items", "keys", "values", "get"]);

function checkPath(context: PipeContext, root: string, path: readonly string[], span: Span, optional: boolean): void {
  const slot = context.contract.inputs[root];
  if (slot === undefined || path.length === 0) return;
  if (path.some((segment) => MEMBERS.has(segment) || segment.startsWith("_"))) return;
  const walked = walkPath(context, valueOfInput(slot), path, "template");
  if (!isPathProblem(walked)) return;
  // Texts, numbers and the other natives have methods as well as fields: only what is nearly a field is taken for one.
  const isOpen = walked.problem_at.startsWith("native.") || isTextLike(context.wiring.concepts, walked.problem_at);
  if (isOpen && walked.suggestion === undefined) return;
  const shown = [root, ...path].join(".").replaceAll(".[]", "[]");
  context.reporter.report(
    "template.field_unknown",
    span,
    { pipe: context.declared.ref, variable: shown, reason: walked.reason },
    { suggestion: walked.suggestion, ...(optional || isOpen ? { severity: "warning" } : {}) },
  );
}
