import type { Json } from "@perdure/crate";
import type { LeafUsage, ResolvedModel } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { LeafRun, LeafServices } from "../leaf-run.ts";
import { withCalls } from "../transport-retry.ts";
import type { AnswerSchema } from "./answer-schema.ts";
import { infer, type Turn } from "./inference.ts";
import type { PromptPart } from "./prompt-files.ts";
import { schemaViolations, type SchemaViolation } from "./schema-validator.ts";

/** How often a model is asked for a structure before its answer counts as a mismatch. */
export const ANSWERS_ASKED = 3;

/**
 * The contents of a structured answer. An answer that does not parse or fit is sent back with what is wrong, up to three
 * inferences in all; then a FailureError `model.output_schema_mismatch`. Nothing but a mismatch is asked again.
 */
export async function askForStructure(
  asked: {
    readonly model: ResolvedModel;
    readonly system?: string;
    readonly prompt: readonly PromptPart[];
    readonly answer: AnswerSchema;
  },
  run: LeafRun,
  services: LeafServices,
): Promise<{ readonly contents: readonly Json[]; readonly usage: LeafUsage }> {
  const { prompt, ...inference } = asked;
  let turns: readonly Turn[] = [{ role: "user", content: prompt }];
  let usage: LeafUsage = {};
  for (let ordinal = 0; ; ordinal += 1) {
    const { text, usage: spent } = await infer({ ...inference, turns, ordinal }, run, services);
    usage = addUsage(usage, spent);
    const value = parseAnswer(text);
    const violations = value === undefined ? [NOT_JSON] : await schemaViolations(asked.answer.schema, value);
    if (value !== undefined && violations.length === 0) return { contents: asked.answer.contentsOf(value), usage };
    if (ordinal + 1 >= ANSWERS_ASKED) throw mismatch(asked.model, violations, run.counter.calls);
    turns = [...turns, ...correction(text, violations)];
  }
}

const NOT_JSON: SchemaViolation = { path: "", message: "is not valid JSON" };

function parseAnswer(text: string): Json | undefined {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text);
  try {
    return JSON.parse(fenced?.[1] ?? text) as Json;
  } catch {
    // Text that is no JSON is an answer that does not fit, which is what the caller asks about.
    return undefined;
  }
}

function correction(text: string, violations: readonly SchemaViolation[]): readonly Turn[] {
  const list = violations.map(({ path, message }) => `- ${path === "" ? "the answer" : path} ${message}`).join("\n");
  const words = `Your answer does not fit the structure that was asked for:\n${list}\nAnswer again, with the whole corrected JSON and nothing else.`;
  return [
    // Some providers refuse an empty turn.
    { role: "assistant", content: text === "" ? "(no answer)" : text },
    { role: "user", content: [{ type: "text", text: words }] },
  ];
}

function mismatch(model: ResolvedModel, violations: readonly SchemaViolation[], calls: number): Error {
  const failure = createFailure("model.output_schema_mismatch", {
    message: `${model.model} did not answer with the declared structure in ${ANSWERS_ASKED} tries`,
    provider: model.provider,
    model: model.model,
    validation_errors: violations.slice(0, 20).map(({ path, message }) => ({
      code: "model.output_schema_mismatch",
      message: `${path === "" ? "the answer" : path} ${message}`,
    })),
  });
  return withCalls(failure, calls);
}

function addUsage(left: LeafUsage, right: LeafUsage): LeafUsage {
  const sum: Record<string, number> = { ...left };
  for (const [name, value] of Object.entries(right)) sum[name] = (sum[name] ?? 0) + (value as number);
  return sum;
}
