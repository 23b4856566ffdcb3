import { direct } from "@perdure/direct";
import type { Backend, BackendHost } from "@perdure/engine";
import { memoryContents } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { inMemoryHost, mistralWorkflows } from "@perdure/mistral-workflows";
import { temporalHost } from "@perdure/mistral-workflows/hosts/temporal";
import { temporal } from "@perdure/temporal/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTimeSkippingServer } from "../../packages/temporal/src/testing/time-skipping.fixture.ts";

const { llm, sequence } = testPipes;
const TEXT = { topic: "tea" };

/** The sequence A, B, C, with the transport retry set to 0. */
const job = (run_id: string) => {
  const made = createTestJob({
    run_id,
    pipes: [
      sequence(
        "main",
        ["topic"],
        [
          { pipe: "test.a", result: "x" },
          { pipe: "test.b", result: "y" },
          { pipe: "test.c", result: "z" },
        ],
      ),
      ...["a", "b", "c"].map((code) => llm(code, ["topic"])),
    ],
    entry: "test.main",
    inputs: TEXT,
  });
  const { limits } = made;
  return { ...made, limits: { ...limits, transport: { ...limits.transport, max_retries: 0 } } };
};

/** Leaves of which B is unavailable twice, counted by themselves. */
function countedLeaves() {
  const tries: Record<string, number> = { a: 0, b: 0, c: 0 };
  const leaves = createFakeLeaves((call) => {
    const code = call.pipe.slice("test.".length);
    tries[code] = (tries[code] ?? 0) + 1;
    if (code === "b" && (tries["b"] ?? 0) <= 2) throw createFailure("provider.unavailable", { message: "Away." });
    return { text: code };
  });
  const host: BackendHost = {
    leaves,
    contents: memoryContents(),
    now: () => Date.now(),
    sleepUntil: () => Promise.resolve(),
    random: () => 0.5,
    log: () => undefined,
  };
  return { tries, host };
}

let server: Awaited<ReturnType<typeof startTimeSkippingServer>>;
beforeAll(async () => {
  server = await startTimeSkippingServer();
}, 60_000);
afterAll(() => server?.stop());

type Open = (host: BackendHost) => { readonly backend: Backend; readonly close?: () => Promise<void> };
const onTemporal =
  (mode: string): Open =>
  (host) => {
    const workflows = temporalHost({ address: server.address, task_queue: `ledger-${mode}` });
    return { backend: mistralWorkflows({ mode, host: workflows })(host), close: () => workflows.close() };
  };
const PATHS: readonly (readonly [name: string, open: Open, tries: string, completes: boolean])[] = [
  ["direct", (host) => ({ backend: direct()(host) }), "1/1/0", false],
  ["temporal", (host) => ({ backend: temporal({ address: server.address })(host) }), "1/3/1", true],
  ["mistral-native-on-temporal", onTemporal("mistral_native"), "1/3/1", true],
  ["mistral-direct-on-temporal", onTemporal("direct"), "3/3/1", true],
  [
    "mistral-native-in-memory",
    (host) => ({ backend: mistralWorkflows({ host: inMemoryHost(host) })(host) }),
    "1/3/1",
    true,
  ],
  [
    "mistral-direct-in-memory",
    (host) => ({ backend: mistralWorkflows({ mode: "direct", host: inMemoryHost(host) })(host) }),
    "3/3/1",
    true,
  ],
];

describe("A, B, C, where B fails transiently twice", () => {
  it.each(PATHS)("on %s", async (name, open, wanted, completes) => {
    const { tries, host } = countedLeaves();
    const { backend, close } = open(host);
    const ending = backend.execute(job(`ledger-${name}`)).then(
      () => "completed",
      (error: { readonly report?: { readonly code: string } }) => error.report?.code,
    );
    expect(await ending).toBe(completes ? "completed" : "provider.unavailable");
    expect(Object.values(tries).join("/")).toBe(wanted);
    await backend.close();
    await close?.();
  });
});
