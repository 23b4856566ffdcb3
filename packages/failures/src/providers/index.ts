import type { Extractor } from "../classify/extractor.ts";
import { aiSdk } from "./ai-sdk.ts";
import { answers } from "./answers.ts";
import { anthropic } from "./anthropic.ts";
import { azureOpenAi } from "./azure-openai.ts";
import { bedrock } from "./bedrock.ts";
import { fileSystem } from "./file-system.ts";
import { gateways } from "./gateways.ts";
import { google } from "./google.ts";
import { mistral } from "./mistral.ts";
import { openai } from "./openai.ts";
import { temporalFailures } from "./temporal-failures.ts";
import { zod } from "./zod.ts";

export { aiSdk, answers, anthropic, azureOpenAi, bedrock, fileSystem, gateways, google, mistral, openai };
export { temporalFailures, zod };
export { providerExtractor } from "./provider-extractor.ts";
export type { ProviderParts, Wording } from "./provider-extractor.ts";
export type { AnswerBody } from "./answer-body.ts";

/** Every extractor, in the order in which `@perdure/failures/all` asks them. */
export const PROVIDERS: readonly Extractor[] = Object.freeze([
  openai,
  azureOpenAi,
  anthropic,
  google,
  mistral,
  bedrock,
  gateways,
  answers,
  aiSdk,
  fileSystem,
  zod,
  temporalFailures,
]);
