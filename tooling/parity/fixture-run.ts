import { fingerprintCrate, type Crate } from "@perdure/crate";
import { servedAs } from "@perdure/emulator";
import { DEFAULT_LIMITS, type RunJob } from "@perdure/engine";
import { createTestJob, testPipes } from "@perdure/engine/testing";
import { FAILURE_FIXTURES, type FailureFixture } from "@perdure/failures/testing";
import { isProviderName, type ProviderName } from "@perdure/operators";

const { llm, sequence } = testPipes;
const PIPES = [
  sequence("main", ["topic"], [{ pipe: "test.ask", result: "answer" }]),
  llm("ask", ["topic"], { prompt: { text: "Write about $topic", category: "llm_prompt" } }),
];
/** The method whose one inference fails. */
export const FIXTURE_CRATE: Crate = fingerprintCrate({
  concepts: {},
  pipes: Object.fromEntries(PIPES.map((pipe) => [`test.${pipe.code}`, pipe])),
});

/** How long a leaf waits for an answer that never comes. */
const PATIENCE_MS = 1000;

/** The run that meets a fixture: one inference, asked of the client that speaks its provider's format. */
export function fixtureJob(fixture: FailureFixture, { transportRetries = 0 } = {}): RunJob {
  const job = createTestJob({
    run_id: runIdOf(fixture),
    pipes: PIPES,
    entry: "test.main",
    inputs: { topic: "tea" },
    limits: {
      ...(isSilent(fixture) ? { leaf_timeout_ms: PATIENCE_MS } : {}),
      transport: { ...DEFAULT_LIMITS.transport, max_retries: transportRetries },
    },
  });
  const model = { provider: clientOf(fixture), model: "model-of-the-method", handle: "$writing", settings: {} };
  return { ...job, models: { "test.ask": { main: model } } };
}

/** The fixture that a run is to meet. Throws for a run of another kind. */
export function fixtureOfRun(runId: string): FailureFixture {
  const fixture = BY_RUN.get(runId);
  if (fixture === undefined) throw new Error(`The run ${runId} is to meet no fixture`);
  return fixture;
}

/** Whose client meets a fixture: its provider's, or where we have none of it the one for whatever is compatible with OpenAI. */
export const clientOf = ({ provider }: FailureFixture): ProviderName =>
  isProviderName(provider) ? provider : "openai-compatible";

/** Whether an answer is not there, or not whole, for as long as one waits. */
export const isSilent = (fixture: FailureFixture): boolean => {
  const served = servedAs(fixture);
  return served === "silence" || served === "stalled_body";
};

const runIdOf = ({ id }: FailureFixture): string => id.replaceAll(/[^A-Za-z0-9_-]/gu, "-");

const BY_RUN = new Map(FAILURE_FIXTURES.map((fixture) => [runIdOf(fixture), fixture]));
