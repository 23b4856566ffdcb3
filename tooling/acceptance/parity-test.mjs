// The proof that a failure is the same on a durable backend as on direct, and how often each calls the provider.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sameFailure } from "@perdure/failures/testing";
import { closedPort } from "./closed-port.mjs";
import { callKey } from "./leaf-ledger.mjs";
import { createProject, METHOD } from "./project.mjs";

const TWO_CALLS = fileURLToPath(new URL("two-calls.mthds", import.meta.url));
const FAILING = "answer/revise";
const DAMAGED = "review_supplier/review_document_batch[0]/review_document/extract_pages";
/** Tries of a leaf under the policy where nobody set one. */
const ATTEMPTS = 5;
// A timer may be a little early.
const TIMER_MS = 10;

/**
 * What goes wrong, and what it must come to: `calls` of one attempt without transport retries and with their default of two,
 * and whether a durable backend tries again.
 */
const FAILURES = [
  {
    what: "429 with Retry-After 5",
    fault: { status: 429, retry_after: 5 },
    code: "provider.rate_limited",
    // Longer than a transport retry may wait: it is handed up at once.
    calls: [1, 1],
    isRepeated: true,
    floor_ms: 5000,
  },
  {
    what: "429 with Retry-After 1",
    fault: { status: 429, retry_after: 1 },
    code: "provider.rate_limited",
    calls: [1, 3],
    isRepeated: true,
    floor_ms: 1000,
  },
  { what: "500", fault: { status: 500 }, code: "provider.failed", calls: [1, 3], isRepeated: true },
  {
    what: "a connection dropped after the request",
    fault: { drop: "before_response" },
    code: "provider.outcome_unknown",
    // The call may be paid for: no transport retry repeats it.
    calls: [1, 1],
    isRepeated: true,
    exit: 2,
  },
  { what: "a refused connection", isRefused: true, code: "provider.unavailable", calls: [1, 3], isRepeated: true },
  {
    what: "401",
    fault: { status: 401 },
    code: "provider.credential_refused",
    calls: [1, 1],
    isRepeated: false,
  },
  { what: "a damaged PDF", isDamaged: true, code: "perdure.document_unreadable", isRepeated: false },
];
const SETTINGS = [
  { retries: "none", flags: ["--transport-max-retries", "0"], column: 0 },
  { retries: "their default", flags: [], column: 1 },
];
const CASES = FAILURES.flatMap((failure) => SETTINGS.map((setting) => ({ ...failure, ...setting })));
const markOf = (name) => `case ${name}.`;

/** Every failure, on direct and on the backend. */
export function describeParity({ mode, flags: backendFlags, withServer }) {
  describe(`a failure on ${mode}`, { timeout: 180_000 }, () => {
    let project;
    let refusing;
    beforeAll(async () => {
      const faults = CASES.flatMap(({ what, retries, fault }) =>
        fault === undefined ? [] : [{ match: { contains: `Revise: ${markOf(`${what}, ${retries}`)}` }, fault }],
      );
      project = await createProject({ faults, withServer });
      cpSync(TWO_CALLS, join(project.folder, "method", "two-calls.mthds"));
      refusing = await closedPort();
      if (withServer) expect((await project.run(["temporal", "start-dev"])).code).toBe(0);
    }, 120_000);
    afterAll(() => project?.close(), 60_000);

    it.concurrent.for(CASES)("is that of direct: $what, transport retries: $retries", async (testCase) => {
      const index = CASES.indexOf(testCase);
      const [direct, durable] = await Promise.all([
        run(testCase, `direct-${index}`, []),
        run(testCase, `${mode}-${index}`, backendFlags),
      ]);
      const { code, isRepeated, exit = 1 } = testCase;
      expect(direct.document.error).toMatchObject({ code });
      expect(durable.document.error).toEqual(direct.document.error);
      expect(sameFailure(direct.document, durable.document)).toBe(true);
      expect([direct.exit, durable.exit]).toEqual([exit, exit]);
      expect(direct.attempts).toEqual([1]);
      const tries = isRepeated ? ATTEMPTS : 1;
      expect(durable.attempts).toEqual(Array.from({ length: tries }, (_, before) => before + 1));
      expectCalls(testCase, direct, 1);
      expectCalls(testCase, durable, tries);
    });

    /** The command's failure document, and what the two ledgers say about the leaf that failed. */
    async function run({ what, retries, flags, isDamaged, isRefused }, runId, more) {
      const method = isDamaged ? [METHOD, "--inputs", "damaged/inputs.json"] : ["method/two-calls.mthds"];
      const question = isDamaged ? [] : ["-i", `question=${markOf(`${what}, ${retries}`)}`];
      const provider = isRefused ? [] : ["--emulated"];
      const environment = isRefused
        ? { OPENAI_API_KEY: "no key", OPENAI_BASE_URL: `http://127.0.0.1:${refusing}/v1` }
        : {};
      const args = ["run", ...method, ...question, ...provider, ...flags, ...more, "--run-id", runId, "--json"];
      const { code, stdout, stderr } = await project.run(args, environment);
      expect([stdout, stderr]).toEqual(["", expect.stringMatching(/^\{.*\}\n$/u)]);
      const node = isDamaged ? DAMAGED : isRefused ? "answer/draft" : FAILING;
      const started = project.leafLedger(runId).filter((line) => line.event === "started" && line.node_id === node);
      return {
        exit: code,
        document: JSON.parse(stderr),
        attempts: started.map(({ attempt }) => attempt),
        calls: project.providerLedger().filter(({ key }) => key === callKey(runId, node)),
      };
    }
  });
}

function expectCalls({ calls, column, isRefused, floor_ms = 0 }, { document, calls: made }, tries) {
  if (calls === undefined || isRefused) expect(made).toEqual([]);
  else expect(made).toHaveLength(tries * calls[column]);
  if (calls !== undefined) expect(document.transport).toMatchObject({ attempt: tries, calls: calls[column] });
  for (const [index, call] of made.slice(1).entries()) {
    expect(call.started_at - made[index].ended_at).toBeGreaterThanOrEqual(floor_ms - TIMER_MS);
  }
}
