import { refines, resolvedFields } from "@perdure/crate";
import type { ConceptRef, JudgePipe, Judgment } from "@perdure/crate";
import { offer } from "../diagnostics/did-you-mean.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfKey } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import type { Span } from "../source/source-text.ts";
import type { Wiring } from "./wiring.ts";

/** What each kind of judgment gives. */
const VERDICTS: Readonly<Record<Judgment["kind"], string>> = { yes_no: "YesNo", choice: "Choice", rating: "Rating" };

/** Holds the output of a judge against its verdict, or its fields against the verdicts of its questions. */
export function checkJudge(wiring: Wiring, context: PipeContext, pipe: JudgePipe): void {
  const { concept, multiplicity } = context.contract.output;
  if (multiplicity !== "single") {
    reportOutput(
      context,
      "A PipeJudge gives one verdict: its output has no brackets. A PipeBatch judges each item of a list.",
    );
    return;
  }
  if ("fields" in pipe.ask) return checkFields(wiring, context, pipe.ask.fields);
  const verdict = VERDICTS[pipe.ask.judgment.kind];
  if (isVerdict(wiring, concept, verdict)) return;
  const asks = { yes_no: "a yes or no question", choice: "a choice", rating: "a rating" }[pipe.ask.judgment.kind];
  const message = `The answer to ${asks} is ${verdict}, or refines it, not ${showSlot(concept, "single")}.`;
  context.reporter.report("judge.output", spanOfKey(context, "output"), message, {
    params: { pipe: context.declared.ref, expected: verdict },
    suggestion: verdict,
  });
}

function checkFields(
  wiring: Wiring,
  context: PipeContext,
  questions: Readonly<Record<string, { readonly judgment: Judgment }>>,
): void {
  const { concept } = context.contract.output;
  if (wiring.isUnchecked(concept) && concept !== "native.Dynamic") return;
  const fields = resolvedFields(wiring.concepts, concept);
  if (fields === undefined || concept.startsWith("native.")) {
    reportOutput(context, `Several verdicts make a concept with a field for each, not ${showSlot(concept, "single")}.`);
    return;
  }
  const meant = new Set<string | undefined>();
  for (const [name, { judgment }] of Object.entries(questions)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const verdict = VERDICTS[judgment.kind];
    if (field === undefined) {
      const suggestion = context.reporter.suggest(name, Object.keys(fields));
      meant.add(suggestion);
      reportField(
        context,
        spanOfQuestion(context, name),
        name,
        `'${concept}' has no field '${name}'.${offer(suggestion)}`,
      );
    } else if (field.type !== "concept" || field.concept === undefined || !isVerdict(wiring, field.concept, verdict)) {
      const message = `The verdict on '${name}' is a ${verdict}: the field of '${concept}' must be of that concept.`;
      reportField(context, spanOfQuestion(context, name), name, message);
    }
  }
  for (const name of Object.keys(fields)) {
    // A question under a mistyped name has been reported as one without a field.
    if (Object.hasOwn(questions, name) || meant.has(name)) continue;
    const message = `The field '${name}' of '${concept}' is answered by no question: add one, or leave the field out.`;
    reportField(context, spanOfKey(context, "questions"), name, message);
  }
}

/** `Dynamic` is no verdict: a model cannot be asked for it. What could not be read is judged where it stands. */
const isVerdict = (wiring: Wiring, concept: ConceptRef, verdict: string): boolean =>
  concept === "native.Dynamic"
    ? false
    : wiring.isUnchecked(concept) || refines(wiring.concepts, concept, `native.${verdict}`);

function spanOfQuestion(context: PipeContext, name: string): Span {
  const questions = context.table.entries.get("questions")?.value;
  const entry = questions?.kind === "table" ? questions.entries.get(name) : undefined;
  return entry?.keySpan ?? spanOfKey(context, "questions");
}

function reportField(context: PipeContext, span: Span, field: string, message: string): void {
  context.reporter.report("judge.fields", span, message, { params: { pipe: context.declared.ref, field } });
}

function reportOutput(context: PipeContext, message: string): void {
  context.reporter.report("judge.output", spanOfKey(context, "output"), message, {
    params: { pipe: context.declared.ref },
  });
}
