import { describe, expect, it } from "vitest";
import { environmentConnections } from "./environment-connections.ts";

describe("connections from the environment", () => {
  const connect = (provider: string, environment: Record<string, string> = {}) =>
    environmentConnections(environment)(provider);

  it("give a provider its key and, where it is set, its address", async () => {
    expect(await connect("openai", { OPENAI_API_KEY: "k" })).toEqual({ api_key: "k" });
    const environment = { MISTRAL_API_KEY: "k", MISTRAL_BASE_URL: "https://gateway.example.com/v1" };
    expect(await connect("mistral", environment)).toEqual({ api_key: "k", base_url: "https://gateway.example.com/v1" });
    expect(await connect("google", { GOOGLE_GENERATIVE_AI_API_KEY: "", GEMINI_API_KEY: "g" })).toEqual({
      api_key: "g",
    });
  });

  it("need no key where a compatible address has none", async () => {
    const environment = {
      PERDURE_OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:11434/v1",
      PERDURE_OPENAI_COMPATIBLE_MODEL: "llama",
    };
    expect(await connect("openai-compatible", environment)).toEqual({ base_url: "http://127.0.0.1:11434/v1" });
  });

  it("name the variable of a key that is missing, and never a key", async () => {
    const failure = connect("anthropic", { OPENAI_API_KEY: "secret" });
    await expect(failure).rejects.toMatchObject({
      report: { code: "perdure.credential_missing", message: expect.stringContaining("ANTHROPIC_API_KEY") },
    });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining("secret") });
  });

  it("refuse a provider that nobody knows", async () => {
    for (const provider of ["toString", "emulated", ""]) {
      await expect(connect(provider)).rejects.toMatchObject({ report: { code: "runtime.misconfigured" } });
    }
  });
});
