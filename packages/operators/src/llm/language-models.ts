import type { ResolvedModel } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { LanguageModel } from "ai";
import type { Connect, Connection } from "../models/environment-connections.ts";

/** Language models by resolved provider and id; a provider's package is loaded when it is first asked for. */
export interface LanguageModels {
  open(model: ResolvedModel): Promise<LanguageModel>;
  close(): Promise<void>;
}
type Fetch = typeof globalThis.fetch;
type Open = (connection: Connection, fetch: Fetch) => Promise<(id: string) => LanguageModel>;

/** Models whose endpoint and credential come from `connect`, asked at each call so that both may change under a run. */
export function createLanguageModels(connect: Connect): LanguageModels {
  let transport: Promise<{ fetch: Fetch; close(): Promise<void> }> | undefined;
  return {
    open: async ({ provider, model }) => {
      const open = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
      if (open === undefined) {
        throw createFailure("model.unavailable", {
          message: `No client is known for provider ${provider}`,
          provider,
          model,
        });
      }
      transport ??= createTransport();
      const connection = await connect(provider);
      const models = await open(connection, (await transport).fetch);
      return models(model);
    },
    close: async () => {
      await (await transport)?.close();
    },
  };
}

const PROVIDERS: Readonly<Record<string, Open>> = {
  openai: async (connection, fetch) => {
    const { createOpenAI } = await import("@ai-sdk/openai");
    // Chat completions rather than responses: nothing is kept at the provider for a later turn.
    return (id) => createOpenAI(settings(connection, fetch)).chat(id);
  },
  anthropic: async (connection, fetch) => {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic(settings(connection, fetch));
  },
  google: async (connection, fetch) => {
    const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
    return createGoogleGenerativeAI(settings(connection, fetch));
  },
  mistral: async (connection, fetch) => {
    const { createMistral } = await import("@ai-sdk/mistral");
    return createMistral(settings(connection, fetch));
  },
  "openai-compatible": compatible("openai-compatible"),
  emulated: compatible("emulated"),
};

function compatible(name: string): Open {
  return async (connection, fetch) => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const { baseURL = "", ...others } = settings(connection, fetch);
    return createOpenAICompatible({ name, baseURL, ...others, supportsStructuredOutputs: true });
  };
}

function settings(
  { base_url, api_key, headers }: Connection,
  fetch: Fetch,
): { baseURL?: string; apiKey?: string; headers?: Record<string, string>; fetch: Fetch } {
  return {
    ...(base_url === undefined ? {} : { baseURL: base_url }),
    ...(api_key === undefined ? {} : { apiKey: api_key }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    fetch,
  };
}

async function createTransport(): Promise<{ fetch: Fetch; close(): Promise<void> }> {
  const undici = await import("undici");
  // The leaf's own deadline decides how long an answer may take, not the client's five minutes.
  const dispatcher = new undici.Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const fetch = (input: unknown, init: unknown): unknown =>
    undici.fetch(input as UndiciInput, { ...(init as object), dispatcher });
  return { fetch: fetch as Fetch, close: () => dispatcher.destroy() };
}
type UndiciInput = Parameters<typeof import("undici").fetch>[0];
