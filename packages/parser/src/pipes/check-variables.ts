import { isTextLike } from "@perdure/crate";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfInput } from "./pipe-context.ts";
import type { Span } from "../source/source-text.ts";
import { isPathProblem, walkPath } from "../wiring/walk-path.ts";
import { valueOfInput } from "../wiring/wiring.ts";
import type { ReadTemplate } from "./read-template.ts";
import type { Severity } from "../diagnostics/diagnostic-codes.ts";

/** How the variables of a pipe's templates are held against its inputs. */
export interface VariableRules {
  /** What an input that nothing reads is. */
  readonly unread: Severity;
  /** Names that are no inputs and may be read all the same. */
  readonly exempt?: readonly string[];
  /** Inputs that are read elsewhere. */
  readonly read?: readonly string[];
}

/** Reports variables that are no input of the pipe, optional inputs read unguarded, and inputs that no template reads. */
export function checkVariables(
  context: PipeContext,
  templates: readonly (ReadTemplate | undefined)[],
  rules: VariableRules,
): void {
  const { reporter, contract, declared } = context;
  const inputs = Object.keys(contract.inputs);
  const read = new Set(rules.read);
  let isWhole = true;
  for (const template of templates) {
    if (template?.variables === undefined) {
      isWhole &&= template === undefined;
      continue;
    }
    const extra = template.source.extra_context ?? {};
    for (const { root, path, span, optional } of template.variables) {
      const params = { pipe: declared.ref, variable: [root, ...path].join(".") };
      if (Object.hasOwn(contract.inputs, root)) {
        read.add(root);
        if (contract.inputs[root]?.presence === "optional" && !optional) {
          const message = `'${root}' is optional and may be absent: guard it with {% if ${root} %}, or write @?${root}.`;
          reporter.report("template.optional_unguarded", span, message, { params });
        }
        checkPath(context, root, path, span, optional);
      } else if (Object.hasOwn(extra, root) || rules.exempt?.includes(root) === true) {
        continue;
      } else if (root.startsWith("_")) {
        reportUnknownParameter(context, root, span);
      } else {
        const suggestion = reporter.suggest(root, inputs);
        const message = `'${root}' is read here but is no input of the pipe '${declared.code}'.${offer(suggestion)}`;
        reporter.report("template.variable_undeclared", spanOfRoot(span, root), message, { params, suggestion });
        // A mistyped name most likely meant the input that is then unread: one mistake, one report.
        if (suggestion !== undefined) read.add(suggestion);
      }
    }
  }
  if (!isWhole) return;
  for (const name of inputs) {
    if (read.has(name)) continue;
    const message = `The input '${name}' of the pipe '${declared.code}' is read by nothing: read it, or remove it.`;
    reporter.report("input.unread", spanOfInput(context, name), message, {
      params: { pipe: declared.ref, input: name },
      severity: rules.unread,
    });
  }
}

/** The stretch of a variable's root, the name that an input has. */
export const spanOfRoot = (span: Span, root: string): Span => ({
  start: span.start,
  end: Math.min(span.end, span.start + root.length),
});

/** What a run sets for templates to read; every other name of this form is for later versions, and undefined in this one. */
const RUN_PARAMETERS: ReadonlySet<string> = new Set(["_nb_output"]);

/** Warns of a run parameter that no run sets: the language reserves such names, so it is no error to write one. */
export function reportUnknownParameter({ reporter, declared }: PipeContext, root: string, span: Span): void {
  if (RUN_PARAMETERS.has(root)) return;
  const suggestion = didYouMean(root, RUN_PARAMETERS);
  const message = `No run sets the parameter '${root}', so reading it fails.${offer(suggestion)}`;
  reporter.report("template.parameter_unknown", spanOfRoot(span, root), message, {
    params: { pipe: declared.ref, variable: root },
    suggestion,
  });
}

/** What can be read of every value besides its fields. */
const MEMBERS: ReadonlySet<string> = new Set(["content", "items", "keys", "values", "get"]);

function checkPath(context: PipeContext, root: string, path: readonly string[], span: Span, optional: boolean): void {
  const slot = context.contract.inputs[root];
  if (slot === undefined || slot.multiplicity !== "single" || optional) return;
  if (path.length === 0 || path.some((segment) => MEMBERS.has(segment) || segment.startsWith("_"))) return;
  const walked = walkPath(context, valueOfInput(slot), path);
  // Texts, numbers and the other natives have methods as well as fields.
  if (!isPathProblem(walked) || walked.problem_at.startsWith("native.")) return;
  if (isTextLike(context.wiring.concepts, walked.problem_at)) return;
  const shown = [root, ...path].join(".");
  const message = `'${shown}' cannot be read: ${walked.reason}.${offer(walked.suggestion)}`;
  context.reporter.report("template.field_unknown", span, message, {
    params: { pipe: context.declared.ref, variable: shown },
    suggestion: walked.suggestion,
  });
}
