import { fingerprintCrate } from "@perdure/crate";
import { memoryContents } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import type { FakeLeaves, LeafAnswer } from "@perdure/engine/testing";
import { createBridge } from "../bridge/create-bridge.ts";
import type { Bridge, BridgeOptions } from "../bridge/create-bridge.ts";
import { inMemoryHost } from "../hosts/in-memory/in-memory-host.ts";

const { llm, sequence } = testPipes;
const PIPES = [
  sequence(
    "main",
    ["topic"],
    [
      { pipe: "test.a", result: "x" },
      { pipe: "test.b", result: "y" },
    ],
  ),
  llm("a", ["topic"]),
  llm("b", ["x"]),
];
/** What every request has. */
export const REQUEST = {
  pipe_code: "main",
  inputs: { topic: "tea" },
  user_id: "ada",
  storage_scope: "acme/runs",
  read_scope: "acme",
  orchestration_mode: "mistral-workflows",
};

/** A host for tests: a clock that jumps over every wait. */
export function testHost(leaves: BackendHost["leaves"]): BackendHost {
  let now = 1_767_225_600_000;
  return {
    leaves,
    contents: memoryContents(),
    now: () => now,
    sleepUntil: async (time, signal) => {
      await new Promise(setImmediate);
      if (!signal.aborted) now = Math.max(now, time);
    },
    random: () => 0.5,
    log: () => undefined,
  };
}

/** A bridge on a host in this process, over a method of two steps. */
export async function testBridge(
  answer: LeafAnswer = (call) => ({ text: call.pipe }),
  part: Partial<BridgeOptions> = {},
): Promise<{ readonly bridge: Bridge; readonly leaves: FakeLeaves; readonly prepared: unknown[] }> {
  const leaves = createFakeLeaves(answer);
  const backendHost = testHost(leaves);
  const crate = fingerprintCrate({
    concepts: {},
    pipes: Object.fromEntries(PIPES.map((pipe) => [`test.${pipe.code}`, pipe])),
  });
  const digest = await backendHost.contents.put(new TextEncoder().encode(JSON.stringify(crate)));
  const prepared: unknown[] = [];
  const bridge = createBridge({
    host: inMemoryHost(backendHost),
    backendHost,
    newRunId: () => "made-up",
    prepare: (request) => {
      prepared.push(request);
      const job = createTestJob({
        pipes: PIPES,
        entry: "test.main",
        inputs: { topic: "tea" },
        run_id: request.pipeline_run_id,
      });
      return Promise.resolve({
        crate,
        job: { ...job, crate: { ...job.crate, content: `perdure://sha256/${digest}` } },
      });
    },
    ...part,
  });
  return { bridge, leaves, prepared };
}
