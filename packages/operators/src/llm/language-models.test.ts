import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLanguageModels } from "./language-models.ts";

/** What a client is set up with, as far as its package shows it. */
interface Shown {
  readonly config: {
    readonly baseURL?: string;
    readonly url?: (options: { readonly path: string }) => string;
    readonly headers: () => unknown;
  };
}

const VARIABLES = ["OPENAI", "ANTHROPIC", "GOOGLE_GENERATIVE_AI", "MISTRAL"];

describe("the client of a provider", () => {
  const kept = { ...process.env };
  beforeEach(() => {
    for (const name of VARIABLES) {
      process.env[`${name}_BASE_URL`] = "https://evil.example.com/v1";
      process.env[`${name}_API_KEY`] = "sk-of-the-process";
    }
  });
  afterEach(() => {
    process.env = { ...kept };
  });
  const shown = async (provider: string, connection: { readonly base_url?: string; readonly api_key?: string }) => {
    const models = createLanguageModels(() => Promise.resolve(connection));
    const { config } = (await models.open({ provider, model: "m", handle: "m", settings: {} })) as unknown as Shown;
    await models.close();
    const address = config.baseURL ?? config.url?.({ path: "" });
    return { address, headers: JSON.stringify(await config.headers()) };
  };

  it.each([
    ["openai", "https://api.openai.com/v1"],
    ["anthropic", "https://api.anthropic.com/v1"],
    ["google", "https://generativelanguage.googleapis.com/v1beta"],
    ["mistral", "https://api.mistral.ai/v1"],
  ])("sends the key of %s to the address of its connection, whatever the process was told", async (provider, own) => {
    const alone = await shown(provider, { api_key: "sk-own" });
    expect(alone).toMatchObject({ address: own, headers: expect.stringContaining("sk-own") });
    const elsewhere = await shown(provider, { base_url: "https://gateway.example.com/v1" });
    expect(elsewhere.address).toBe("https://gateway.example.com/v1");
    expect(elsewhere.headers).not.toContain("sk-of-the-process");
  });
});
