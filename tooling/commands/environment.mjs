import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const PROVIDER_KEY = /^(?:OPENAI|ANTHROPIC|GOOGLE|GEMINI|MISTRAL|PERDURE_OPENAI_COMPATIBLE)_.*(?:KEY|URL)$/u;

/** The environment of our own tools: their folder first on the path, no telemetry, no notices. */
export function toolEnvironment(environment = process.env) {
  return {
    ...environment,
    PATH: [`${root}node_modules/.bin`, environment.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
  };
}

/** The environment of tests: no provider key and no address, so that no test can pay for anything. */
export function testEnvironment(environment = process.env) {
  const kept = Object.entries(toolEnvironment(environment)).filter(([name]) => !PROVIDER_KEY.test(name));
  return Object.fromEntries(kept);
}
