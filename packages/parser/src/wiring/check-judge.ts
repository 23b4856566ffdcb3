import type { ParamsOfCode } from "../messages/messages.ts";
import { refines, resolvedFields } from "@perdure/crate";
import type { ConceptRef, JudgePipe, Judgment } from "@perdure/crate";
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
    reportOutput(context, { says: "list" });
    return;
  }
  if ("fields" in pipe.ask) return checkFields(wiring, context, pipe.ask.fields);
  const verdict = VERDICTS[pipe.ask.judgment.kind];
  if (isVerdict(wiring, concept, verdict)) return;
  const asks = { yes_no: "a yes or no question", choice: "a choice", rating: "a rating" }[pipe.ask.judgment.kind];
  context.reporter.report(
    "judge.output",
    spanOfKey(context, "output"),
    { says: "one", pipe: context.declared.ref, expected: verdict, asks, shown: showSlot(concept, "single") },
    { suggestion: verdict },
  );
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
    reportOutput(context, { says: "several", shown: showSlot(concept, "single") });
    return;
  }
  const meant = new Set<string | undefined>();
  for (const [name, { judgment }] of Object.entries(questions)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const verdict = VERDICTS[judgment.kind];
    if (field === undefined) {
      const suggestion = context.reporter.suggest(name, Object.keys(fields));
      meant.add(suggestion);
      reportField(context, spanOfQuestion(context, name), { says: "missing", field: name, concept }, suggestion);
    } else if (field.type !== "concept" || field.concept === undefined || !isVerdict(wiring, field.concept, verdict)) {
      reportField(context, spanOfQuestion(context, name), { says: "verdict", field: name, concept, verdict });
    }
  }
  for (const name of Object.keys(fields)) {
    // A question under a mistyped name has been reported as one without a field.
    if (Object.hasOwn(questions, name) || meant.has(name)) continue;
    reportField(context, spanOfKey(context, "questions"), { says: "unasked", field: name, concept });
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

function reportField(context: PipeContext, span: Span, told: ParamsOfCode<"judge.fields">, meant?: string): void {
  context.reporter.report("judge.fields", span, { ...told, pipe: context.declared.ref }, { suggestion: meant });
}

function reportOutput(context: PipeContext, told: ParamsOfCode<"judge.output">): void {
  context.reporter.report("judge.output", spanOfKey(context, "output"), { ...told, pipe: context.declared.ref });
}
