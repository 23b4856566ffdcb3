import type { JudgePipe, JudgeQuestion } from "@perdure/crate";
import { checkVariables } from "./check-variables.ts";
import { fileReadBy } from "./file-variables.ts";
import { noteUnsupported } from "./note-unsupported.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { KIND_KEYS, readJudgment } from "./read-judgment.ts";
import { readModel } from "./read-model.ts";
import { readPrompt } from "./read-prompt.ts";
import { readStyle, readTemplateText } from "./read-template.ts";
import type { ReadTemplate, TemplateStyle } from "./read-template.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry } from "../source/toml-tree.ts";

/**
 * Reads a PipeJudge. With a lone `question`, or a lone `prompt`, which then is the question, every input is judged. With both, or
 * with `questions`, the prompt is the evidence, and what it does not show is not judged.
 */
export function readJudgePipe(context: PipeContext): JudgePipe | undefined {
  const { reporter, table, declared, contract } = context;
  noteUnsupported(context, "PipeJudge");
  const style = readStyle(context, table);
  const model = readModel(context, "model", "judgment");
  if (!table.entries.has("model")) {
    reporter.report("judge.model_missing", declared.entry.keySpan, { pipe: declared.ref, code: declared.code });
  }
  const prompt = readPrompt(context, "prompt", { category: "llm_prompt", style });
  const asked = table.entries.has("questions") ? readQuestions(context, style) : readQuestion(context, style, prompt);
  const evidence = asked?.isEvidence === true ? prompt : undefined;
  const templates = [evidence, ...(asked?.templates ?? [])];
  const inputs = Object.keys(contract.inputs);
  // Without an evidence of its own the whole of every input is.
  if (asked !== undefined) {
    checkVariables(context, templates, { unread: "error", ...(evidence === undefined ? { read: inputs } : {}) });
    if (evidence !== undefined) for (const template of asked.templates) reportFiles(context, template);
  }
  if (asked?.ask === undefined) return undefined;
  return {
    ...context.base,
    type: "PipeJudge",
    ...(evidence === undefined ? {} : { evidence: evidence.source }),
    ask: asked.ask,
    ...(model === undefined ? {} : { model }),
  };
}

interface Asked {
  readonly ask: JudgePipe["ask"] | undefined;
  readonly templates: readonly ReadTemplate[];
  /** Whether the pipe's prompt is the evidence. */
  readonly isEvidence: boolean;
}

function readQuestion(context: PipeContext, style: TemplateStyle, prompt: ReadTemplate | undefined): Asked | undefined {
  const { table } = context;
  const isEvidence = table.entries.has("question") && table.entries.has("prompt");
  if (!table.entries.has("question") && !table.entries.has("prompt")) {
    reportQuestion(context, context.declared.entry.keySpan, "missing");
    return undefined;
  }
  const own = readPrompt(context, "question", { category: "llm_prompt", style });
  const question = table.entries.has("question") ? own : prompt;
  const judgment = readJudgment(context, table, isEvidence);
  const ask = question === undefined || judgment === undefined ? undefined : { question: question.source, judgment };
  return { ask, templates: question === undefined ? [] : [question], isEvidence };
}

function readQuestions(context: PipeContext, style: TemplateStyle): Asked | undefined {
  const { reporter, table } = context;
  if (table.entries.has("question")) {
    reportQuestion(context, spanOfKey(context, "question"), "both");
  }
  if (!table.entries.has("prompt")) {
    reportQuestion(context, spanOfKey(context, "questions"), "evidence");
  }
  for (const key of KIND_KEYS) {
    const stray = table.entries.get(key);
    if (stray === undefined) continue;
    reporter.report("judge.kind", stray.keySpan, { says: "of_question", pipe: context.declared.ref, key });
  }
  const written = fieldOf(reporter, table, "questions", "table");
  if (written === undefined) return undefined;
  if (written.entries.size === 0) {
    reportQuestion(context, spanOfKey(context, "questions"), "none");
  }
  const read = [...written.entries.values()].map((entry) => [entry.key, readOne(context, entry, style)] as const);
  const fields: [string, JudgeQuestion][] = [];
  for (const [name, { question, template }] of read) {
    if (question !== undefined && template !== undefined)
      fields.push([name, { ...question, question: template.source }]);
  }
  return {
    ask: fields.length < read.length || read.length === 0 ? undefined : { fields: Object.fromEntries(fields) },
    templates: read.flatMap(([, { template }]) => (template === undefined ? [] : [template])),
    isEvidence: true,
  };
}

function readOne(
  context: PipeContext,
  entry: TomlEntry,
  style: TemplateStyle,
): { readonly question?: Pick<JudgeQuestion, "judgment"> | undefined; readonly template?: ReadTemplate | undefined } {
  const { reporter } = context;
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "question",
      key: entry.key,
      expected: "table",
      found: kindName(entry.value),
    });
    return {};
  }
  const table = readKeys(reporter, entry.value, ["question", ...KIND_KEYS], `The question '${entry.key}'`);
  const written = fieldOf(reporter, table, "question", "string");
  if (written === undefined ? !table.entries.has("question") : written.value.trim() === "") {
    reportQuestion(context, written?.span ?? entry.keySpan, "empty", entry.key);
  }
  const template = written === undefined ? undefined : readTemplateText(context, written, "llm_prompt", style);
  const judgment = readJudgment(context, table, true);
  return { template, question: judgment === undefined ? undefined : { judgment } };
}

/** Only the evidence shows files: a question is text. */
function reportFiles(context: PipeContext, template: ReadTemplate): void {
  for (const variable of template.readings?.variables ?? []) {
    const file = fileReadBy(context, variable);
    if (file === undefined) continue;
    const shown = [variable.root, ...variable.path].join(".");
    const params = { says: "file", pipe: context.declared.ref, variable: shown, file } as const;
    context.reporter.report("judge.question", variable.span, params);
  }
}

function reportQuestion(
  { reporter, declared }: PipeContext,
  span: { readonly start: number; readonly end: number },
  what: "missing" | "both" | "evidence" | "none" | "empty",
  key = "",
): void {
  reporter.report("judge.question", span, { says: what, pipe: declared.ref, code: declared.code, key });
}
