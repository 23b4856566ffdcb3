import type { ResolvedModel } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { LanguageModel } from "ai";
import type { Connect, Connection } from "../models/environment-connections.ts";

/** Language models by resolved provider and id; a provider's package is loaded when it is first asked for. */
export interface LanguageModels {
  open(model: ResolvedModel): Promise<LanguageModel>;
  /** Whether the provider has answered anything in the life of this object: then its address is right. */
  hasAnswered(provider: string): boolean;
  close(): Promise<void>;
}
type Fetch = typeof globalThis.fetch;
type Open = (connection: Connection, fetch: Fetch) => Promise<(id: string) => LanguageModel>;

/** Models whose endpoint and credential come from `connect`, asked at each call so that both may change under a run. */
export function createLanguageModels(connect: Connect): LanguageModels {
  let transport: Promise<{ fetch: Fetch; close(): Promise<void> }> | undefined;
  const answered = new Set<string>();
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
      const { fetch } = await transport;
      const noting: Fetch = async (...request) => {
        const response = await fetch(...request);
        answered.add(provider);
        return response;
      };
      const models = await open(connection, noting);
      return models(model);
    },
    hasAnswered: (provider) => answered.has(provider),
    close: async () => {
      await (await transport)?.close();
    },
  };
}

const PROVIDERS: Readonly<Record<string, Open>> = {
  openai: async (connection, fetch) => {
    const { createOpenAI } = await import("@ai-sdk/openai");
    const settings = settled(connection, fetch, "https://api.openai.com/v1");
    // Chat completions rather than responses: nothing is kept at the provider for a later turn.
    return (id) => createOpenAI(settings).chat(id);
  },
  anthropic: async (connection, fetch) => {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic(settled(connection, fetch, "https://api.anthropic.com/v1"));
  },
  google: async (connection, fetch) => {
    const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
    return createGoogleGenerativeAI(settled(connection, fetch, "https://generativelanguage.googleapis.com/v1beta"));
  },
  mistral: async (connection, fetch) => {
    const { createMistral } = await import("@ai-sdk/mistral");
    return createMistral(settled(connection, fetch, "https://api.mistral.ai/v1"));
  },
  "openai-compatible": compatible("openai-compatible"),
  emulated: compatible("emulated"),
};

function compatible(name: string): Open {
  return async ({ base_url = "", api_key, headers }, fetch) => {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return createOpenAICompatible({
      name,
      baseURL: base_url,
      ...(api_key === undefined ? {} : { apiKey: api_key }),
      ...(headers === undefined ? {} : { headers: { ...headers } }),
      fetch,
      supportsStructuredOutputs: true,
    });
  };
}

/** A connection as a client takes it, with nothing left out: a client would look for that in the environment of the process. */
function settled(
  { base_url, api_key, headers }: Connection,
  fetch: Fetch,
  address: string,
): { baseURL: string; apiKey: string; headers?: Record<string, string>; fetch: Fetch } {
  return {
    baseURL: base_url ?? address,
    apiKey: api_key ?? "",
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    fetch,
  };
}

async function createTransport(): Promise<{ fetch: Fetch; close(): Promise<void> }> {
  const undici = await import("undici");
  // The leaf's own deadline decides how long an answer may take, not the client's five minutes.
  const dispatcher = new undici.Agent({ headersTimeout: 0, bodyTimeout: 0 });
  // A key is for the address that it was given for: no answer may send it, or the prompt, to another one.
  const fetch = (input: unknown, init: unknown): unknown =>
    undici.fetch(input as UndiciInput, { ...(init as object), redirect: "manual", dispatcher });
  return { fetch: fetch as Fetch, close: () => dispatcher.destroy() };
}
type UndiciInput = Parameters<typeof import("undici").fetch>[0];
