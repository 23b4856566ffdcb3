import type { LeafUsage, ResolvedModel } from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { ModelMessage } from "ai";
import { idempotencyKey } from "../idempotency-key.ts";
import type { LeafRun, LeafServices } from "../leaf-run.ts";
import { withTransportRetry } from "../transport-retry.ts";
import { callSettings } from "./call-settings.ts";
import type { AnswerSchema } from "./answer-schema.ts";
import { errorInAnswer } from "./error-in-answer.ts";
import type { PromptPart } from "./prompt-files.ts";

/** A turn of the conversation with the model. */
export type Turn =
  | { readonly role: "user"; readonly content: readonly PromptPart[] }
  | { readonly role: "assistant"; readonly content: string };
export interface Inference {
  readonly model: ResolvedModel;
  readonly system?: string;
  readonly turns: readonly Turn[];
  /** The structure that is asked for; absent: a text. */
  readonly answer?: AnswerSchema;
  /** Which inference of the leaf this is, zero-based. */
  readonly ordinal: number;
}
export interface Inferred {
  readonly text: string;
  readonly usage: LeafUsage;
}

/**
 * One inference, transport retries included, under one idempotency key. Rejects with the classified failure, and with
 * `model.output_truncated` or `model.content_refused` for an answer that the provider cut short.
 */
export async function infer(inference: Inference, run: LeafRun, services: LeafServices): Promise<Inferred> {
  const { model } = inference;
  const { generateText, Output, jsonSchema } = await loadSdk();
  const language = await services.models.open(model);
  const key = idempotencyKey(run.call.run_id, run.call.node_id, inference.ordinal);
  const { answer } = inference;
  const result = await withTransportRetry(
    async () => {
      const answered = await generateText({
        model: language,
        ...(inference.system === undefined ? {} : { instructions: inference.system }),
        messages: inference.turns.map(messageOf),
        maxRetries: 0,
        abortSignal: run.signal,
        headers: { "Idempotency-Key": key },
        // Where an error came as an answer, only the body says so.
        include: { responseBody: true },
        ...callSettings(model, answer),
        // The answer's text is parsed here, so that a re-ask can say what was wrong with it.
        ...(answer === undefined
          ? {}
          : {
              output: { ...Output.object({ schema: jsonSchema(answer.schema as object) }), parseCompleteOutput: asIs },
            }),
      });
      refuseCutAnswer(answered.finishReason, model);
      const inside = errorInAnswer(answered);
      if (inside !== undefined) throw inside;
      return answered;
    },
    {
      limits: run.call.transport,
      pace: services.pace,
      counter: run.counter,
      signal: run.signal,
      classify: (error) => classified(error, model, run, services),
    },
  );
  run.heartbeat();
  return { text: result.text, usage: usageOf(result.usage) };
}

async function loadSdk(): Promise<typeof import("ai")> {
  // The SDK prints warnings to the console unless its host has a say; a host's own choice stays.
  globalThis.AI_SDK_LOG_WARNINGS ??= false;
  return import("ai");
}

const asIs = ({ text }: { text: string }): Promise<string> => Promise.resolve(text);

function messageOf(turn: Turn): ModelMessage {
  return turn.role === "user"
    ? { role: "user", content: turn.content.map((part) => ({ ...part })) }
    : { role: "assistant", content: turn.content };
}

function classified(error: unknown, model: ResolvedModel, run: LeafRun, services: LeafServices): FailureError {
  return toFailure(error, {
    provider: model.provider,
    model: model.model,
    now_ms: services.now(),
    has_answered: services.models.hasAnswered(model.provider),
    retry_after_ceiling_ms: run.call.transport.retry_after_ceiling_ms,
  });
}

function refuseCutAnswer(finishReason: string, model: ResolvedModel): void {
  const facts = { provider: model.provider, model: model.model };
  if (finishReason === "length") {
    const limit = model.settings["max_tokens"];
    const stated = typeof limit === "number" ? ` of ${limit} tokens` : "";
    throw createFailure("model.output_truncated", {
      message: `${model.model} reached its limit${stated} before the end`,
      ...facts,
    });
  }
  if (finishReason === "content-filter") {
    throw createFailure("model.content_refused", { message: `${model.model} refused to answer`, ...facts });
  }
}

function usageOf(usage: {
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  totalTokens?: number | undefined;
}): LeafUsage {
  return {
    ...(usage.inputTokens === undefined ? {} : { input_tokens: usage.inputTokens }),
    ...(usage.outputTokens === undefined ? {} : { output_tokens: usage.outputTokens }),
    ...(usage.totalTokens === undefined ? {} : { total_tokens: usage.totalTokens }),
  };
}
