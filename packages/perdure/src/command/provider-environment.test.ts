import { EMPTY_CONFIGURATION, type Configuration } from "@perdure/cli";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { providerEnvironment } from "./provider-environment.ts";

const configured = (providers: Configuration["providers"]): Configuration => ({ ...EMPTY_CONFIGURATION, providers });

describe("what a user's own configuration says about providers", () => {
  it("becomes what the environment would have said", () => {
    const configuration = configured({
      openai: { base_url: "https://gateway.example.com/v1", api_key_variable: "TEAM_KEY" },
      mistral: { api_key_variable: "NOT_SET" },
    });
    expect(providerEnvironment(configuration, { TEAM_KEY: "k", HOME: "/home" })).toEqual({
      TEAM_KEY: "k",
      HOME: "/home",
      OPENAI_BASE_URL: "https://gateway.example.com/v1",
      OPENAI_API_KEY: "k",
    });
  });

  it("counts less than the environment, under whichever name that has a key", () => {
    const configuration = configured({
      google: { base_url: "https://gateway.example.com", api_key_variable: "TEAM_KEY" },
    });
    const environment = {
      TEAM_KEY: "k",
      GEMINI_API_KEY: "own",
      GOOGLE_GENERATIVE_AI_BASE_URL: "https://own.example.com",
    };
    expect(providerEnvironment(configuration, environment)).toEqual(environment);
  });

  it("counts where the environment's variable is empty", () => {
    const configuration = configured({ openai: { api_key_variable: "TEAM_KEY" } });
    expect(providerEnvironment(configuration, { TEAM_KEY: "k", OPENAI_API_KEY: "" })).toMatchObject({
      OPENAI_API_KEY: "k",
    });
  });

  it.each(["opanai", "toString", "emulated"])("names a provider that is none: %s", async (name) => {
    const report = await failureOf(() => providerEnvironment(configured({ [name]: { base_url: "https://x" } }), {}));
    expect(report).toMatchObject({ code: "perdure.configuration_invalid", message: expect.stringContaining(name) });
  });
});
