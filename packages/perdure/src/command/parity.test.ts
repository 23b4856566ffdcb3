import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, type CommandIo } from "@perdure/cli";
import { startEmulator, type Emulator } from "@perdure/emulator";
import { FAILURE_FIXTURES, findDisagreements, type FailureFixture } from "@perdure/failures/testing";
import { variablesToSet } from "@perdure/operators";
import { clientOf, createFaultyCertificates, expectedOfRun, isServed, requestCounts } from "@perdure/parity";
import { describe, expect, it } from "vitest";
import { createPerdure } from "../create-perdure.ts";
import { loadFunctions } from "../load-functions.ts";
import { temporaryFolders } from "../testing/temporary-folder.ts";
import { createCommandPorts } from "./command-ports.ts";

const sourceOf = (file: string): string =>
  JSON.stringify(new URL(`../../../failures/src/${file}`, import.meta.url).href);
const FILES = {
  "ask.mthds": `
domain = "parity"
main_pipe = "ask"
[pipe.ask]
type = "PipeLLM"
description = "Asks a model that fails"
inputs = { fixture = "Text" }
output = "Text"
prompt = "$fixture"
`,
  "call.mthds": `
domain = "parity"
main_pipe = "call"
[pipe.call]
type = "PipeFunc"
description = "Calls a function that fails"
inputs = { fixture = "Text" }
output = "Text"
function_name = "fail"
`,
  "perdure.toml": 'functions = ["./functions.js"]\n',
  // A copy of the package that is not the runtime's own, as a project's is.
  "functions.js": `
import { toFailure } from ${sourceOf("all/index.ts")};
import { FAILURE_FIXTURES, fixtureContext, fixtureError } from ${sourceOf("testing/index.ts")};
export function fail({ fixture }) {
  const met = FAILURE_FIXTURES.find(({ id }) => id === fixture.text);
  throw toFailure(fixtureError(met, "ai-sdk"), fixtureContext(met));
}
`,
};
/** One fixture of each code: over the wire where one comes so whole, and without headers where there is a choice: a date in them is long past here. */
const CHOSEN = [...Map.groupBy(FAILURE_FIXTURES, ({ expected }) => expected.code).values()].map((fixtures) => {
  const whole = fixtures.filter((fixture) => isServed(fixture) && expectedOfRun(fixture) === fixture.expected);
  const choice = [...whole.filter(({ headers }) => headers === undefined), ...whole, ...fixtures];
  return choice[0] as FailureFixture;
});

/** What brings a fixture about: a method, and an environment in which one provider alone has a key. */
async function setting(fixture: FailureFixture, emulator: Emulator) {
  if (!isServed(fixture)) return { method: "call.mthds", environment: {} };
  const { key, address } = variablesToSet(clientOf(fixture));
  const environment = {
    [key]: "sk-of-the-deployment",
    [address]: `${await emulator.addressOf(fixture)}/v1`,
    PERDURE_OPENAI_COMPATIBLE_MODEL: "any",
  };
  return { method: "ask.mthds", environment };
}

/** Runs one command line in this process. Rejects with the document on stderr where that is all that it says; else tells what it said. */
async function command(args: readonly string[], folder: string, environment: CommandIo["environment"]) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    isTerminal: false,
    write: (text: string) => void (written[name] += text),
  });
  const io: CommandIo = {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    environment,
    folder,
    home: join(folder, "home"),
    readInput: () => "",
    now: () => Date.now(),
    onInterrupt: () => () => undefined,
  };
  const exit = await runCommand(args, createCommandPorts(), io);
  const isDocument = written.stdout === "" && /^\{.*\}\n$/u.test(written.stderr);
  if (exit === 0 || !isDocument) return { exit, written };
  return Promise.reject(JSON.parse(written.stderr));
}

describe("a failure of the command", () => {
  const temporary = temporaryFolders();

  it("is the failure that the library rejects with, and the expected one, for a fixture of every code", async () => {
    const folder = temporary();
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    const functions = await loadFunctions(["./functions.js"], folder);
    const emulator = await startEmulator({ certificates: await createFaultyCertificates() });
    const found = await findDisagreements(
      {
        api: async (fixture) => {
          const { method, environment } = await setting(fixture, emulator);
          const perdure = createPerdure({ folder, environment, functions, transport_max_retries: 0 });
          try {
            return await perdure.run({ method, inputs: { fixture: fixture.id } });
          } finally {
            await perdure.close();
          }
        },
        command: async (fixture) => {
          const { method, environment } = await setting(fixture, emulator);
          const args = ["run", method, "-i", `fixture=${fixture.id}`, "--transport-max-retries", "0", "--json"];
          return command(args, folder, environment);
        },
      },
      { fixtures: CHOSEN },
    );
    expect(found).toEqual([]);
    expect(requestCounts(emulator.ledger())).toEqual([2]);
    await emulator.close();
  });
});
