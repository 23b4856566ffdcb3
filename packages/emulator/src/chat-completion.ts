import { createHash } from "node:crypto";
import { answerJson, type Schema } from "./answer-json.ts";
import { answerText } from "./answer-text.ts";
import { createSeededChoices } from "./seeded-choices.ts";

/** A chat completion, as far as the emulator writes it. */
export interface ChatCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: 0;
    readonly message: { readonly role: "assistant"; readonly content: string };
    readonly finish_reason: "stop";
  }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };
}
interface ChatRequest {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly stream?: unknown;
  readonly response_format?: {
    readonly type?: string;
    readonly json_schema?: { readonly schema?: Schema };
  };
}
// Fixed, because the answer may depend on the request alone.
const CREATED = 1_700_000_000;
const CHARACTERS_PER_TOKEN = 4;

/** The answer to a chat-completions request: a pure function of its body. Undefined when the body is no request that is emulated. */
export function completeChat(body: string): ChatCompletion | undefined {
  const request = readRequest(body);
  if (request?.messages === undefined || request.stream === true) return undefined;
  const seed = createHash("sha256").update(body).digest("hex");
  const content = contentOf(request, seed);
  const promptTokens = tokensOf(request.messages.map((message) => textOf(message.content)).join("\n"));
  const completionTokens = tokensOf(content);
  return {
    id: `chatcmpl-${seed.slice(0, 24)}`,
    object: "chat.completion",
    created: CREATED,
    model: typeof request.model === "string" ? request.model : "emulated",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** The model that a request body names, for the ledger; undefined when it names none. */
export function modelOf(body: string): string | undefined {
  const model = readRequest(body)?.model;
  return typeof model === "string" ? model.slice(0, 200) : undefined;
}

function contentOf(request: ChatRequest, seed: string): string {
  const choices = createSeededChoices(seed);
  const wanted = request.response_format;
  if (wanted?.type === "json_schema") return JSON.stringify(answerJson(wanted.json_schema?.schema ?? true, choices));
  const asked = request.messages?.findLast((message) => message.role === "user");
  const text = answerText(textOf(asked?.content), choices);
  return wanted?.type === "json_object" ? JSON.stringify({ answer: text }) : text;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: { text?: unknown } | null) => (typeof part?.text === "string" ? part.text : "")).join("\n");
}

function readRequest(body: string): ChatRequest | undefined {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== "object" || json === null) return undefined;
    const request: ChatRequest = json;
    const isMessage = (message: unknown): boolean => typeof message === "object" && message !== null;
    const isWellFormed =
      request.messages === undefined || (Array.isArray(request.messages) && request.messages.every(isMessage));
    return isWellFormed ? request : undefined;
  } catch {
    return undefined;
  }
}

const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
