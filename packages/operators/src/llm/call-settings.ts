import type { JsonObject } from "@perdure/crate";
import type { ResolvedModel } from "@perdure/engine";
import type { generateText } from "ai";
import type { AnswerSchema } from "./answer-schema.ts";

type CallOptions = Parameters<typeof generateText>[0];
type CallSettings = Pick<CallOptions, "temperature" | "maxOutputTokens" | "reasoning" | "providerOptions">;
type ProviderOptions = NonNullable<CallOptions["providerOptions"]>;
const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;

/** The settings of a resolved model as the AI SDK takes them. Temperature is left out where a model reasons. */
export function callSettings({ provider, settings }: ResolvedModel, answer: AnswerSchema | undefined): CallSettings {
  const { temperature, max_tokens, reasoning_effort, reasoning_budget } = settings;
  const effort = reasoning_effort === "max" ? "xhigh" : EFFORTS.find((name) => name === reasoning_effort);
  const reasons = (effort !== undefined && effort !== "none") || typeof reasoning_budget === "number";
  const options = providerOptions(provider, settings, answer);
  return {
    ...(typeof temperature === "number" && !reasons ? { temperature } : {}),
    ...(typeof max_tokens === "number" ? { maxOutputTokens: max_tokens } : {}),
    ...(effort === undefined ? {} : { reasoning: effort }),
    ...(options === undefined ? {} : { providerOptions: options }),
  };
}

function providerOptions(
  provider: string,
  settings: JsonObject,
  answer: AnswerSchema | undefined,
): ProviderOptions | undefined {
  const budget = settings["reasoning_budget"];
  switch (provider) {
    case "openai":
      return answer === undefined ? undefined : { openai: { strictJsonSchema: answer.strict } };
    case "anthropic":
      return typeof budget === "number"
        ? { anthropic: { thinking: { type: "enabled", budgetTokens: budget } } }
        : undefined;
    case "google":
      return typeof budget === "number" ? { google: { thinkingConfig: { thinkingBudget: budget } } } : undefined;
    default:
      return undefined;
  }
}
