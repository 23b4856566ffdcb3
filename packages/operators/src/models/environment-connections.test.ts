import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentConnections } from "./environment-connections.ts";

describe("connections from the environment", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perdure-connections-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const connect = (provider: string, environment: Record<string, string> = {}) =>
    environmentConnections(environment, folder)(provider);
  const record = (url: unknown) => writeFileSync(join(folder, "emulator.json"), JSON.stringify({ url }));

  it("give a provider its key and, where it is set, its address", async () => {
    expect(await connect("openai", { OPENAI_API_KEY: "k" })).toEqual({ api_key: "k" });
    const environment = { MISTRAL_API_KEY: "k", MISTRAL_BASE_URL: "https://proxy.example.com/v1" };
    expect(await connect("mistral", environment)).toEqual({ api_key: "k", base_url: "https://proxy.example.com/v1" });
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

  it("find the emulated provider where it is now", async () => {
    record("http://127.0.0.1:1234");
    expect(await connect("emulated")).toMatchObject({ base_url: "http://127.0.0.1:1234/v1" });
    record("http://127.0.0.1:1235");
    expect(await connect("emulated")).toMatchObject({ base_url: "http://127.0.0.1:1235/v1" });
  });

  it.each([
    ["nothing", undefined],
    ["another host", "http://evil.example.com:80"],
    ["no URL", 5],
  ])("do not call the emulated provider when %s is recorded", async (_, url) => {
    if (url !== undefined) record(url);
    await expect(connect("emulated")).rejects.toMatchObject({ report: { code: "perdure.emulator_unavailable" } });
  });

  it("refuse a provider that nobody knows", async () => {
    await expect(connect("toString")).rejects.toMatchObject({ report: { code: "runtime.misconfigured" } });
  });
});
