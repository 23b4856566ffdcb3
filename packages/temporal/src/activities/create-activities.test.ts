import { ApplicationFailure, CancelledFailure } from "@temporalio/activity";
import { ActivityCancellationDetails } from "@temporalio/common";
import { MockActivityEnvironment } from "@temporalio/testing";
import { DefaultLogger } from "@temporalio/worker";
import { LEAF_KINDS } from "@perdure/crate";
import type { LeafCall } from "@perdure/engine";
import { DEFAULT_RETRY_POLICY, createFailure } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeafActivityInput } from "../contract/run-contract.ts";
import { leafCall } from "../testing/leaf-call.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import type { Script } from "../testing/scripted-leaves.fixture.ts";
import { createActivities } from "./create-activities.ts";

const logger = new DefaultLogger("ERROR");
const mock = (info = {}) => new MockActivityEnvironment(info, { logger });
const inputOf = (changes: Partial<LeafCall> = {}): LeafActivityInput => ({
  call: leafCall(changes),
  retry: DEFAULT_RETRY_POLICY,
  repeat_billable: "allowed",
});
const llmOf = (script: Script) => {
  const activity = createActivities(scriptedLeaves({ a: script }))["perdure.llm"];
  if (activity === undefined) throw new Error("there is no activity for llm");
  return activity;
};
async function thrownBy(environment: MockActivityEnvironment, script: Script, input = inputOf()): Promise<unknown> {
  return environment.run(llmOf(script), input).then(
    () => undefined,
    (error: unknown) => error,
  );
}
const failing =
  (code: Parameters<typeof createFailure>[0], parts = {}) =>
  () => {
    throw createFailure(code, { message: "It failed.", ...parts });
  };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("an activity", () => {
  it("exists for every leaf kind under a stable name", () => {
    expect(Object.keys(createActivities(scriptedLeaves()))).toEqual(LEAF_KINDS.map((kind) => `perdure.${kind}`));
  });

  it("gives the leaf's result and the attempt that gave it", async () => {
    const environment = mock({ attempt: 3 });
    expect(
      await environment.run(
        llmOf(() => "text"),
        inputOf(),
      ),
    ).toMatchObject({ attempt: 3, calls: 1 });
  });

  it("sends a sign of life every third of its heartbeat time-out and none afterwards", async () => {
    const environment = mock({ heartbeatTimeoutMs: 900 });
    let beats = 0;
    environment.on("heartbeat", () => (beats += 1));
    await environment.run(
      llmOf(async () => {
        await vi.advanceTimersByTimeAsync(900);
        return "text";
      }),
      inputOf(),
    );
    expect(beats).toBe(3);
    await vi.advanceTimersByTimeAsync(900);
    expect(beats).toBe(3);
  });

  it("asks for its cancellation every second, however long its heartbeat time-out", async () => {
    const environment = mock({ heartbeatTimeoutMs: 60_000 });
    let beats = 0;
    environment.on("heartbeat", () => (beats += 1));
    await environment.run(
      llmOf(async () => {
        await vi.advanceTimersByTimeAsync(5000);
        return "text";
      }),
      inputOf(),
    );
    expect(beats).toBe(5);
  });

  it("lets the server repeat what is transient, after at least the asked delay", async () => {
    const thrown = await thrownBy(mock(), failing("provider.rate_limited", { retry_after_ms: 7000 }));
    expect(thrown).toBeInstanceOf(ApplicationFailure);
    expect(thrown).toMatchObject({ type: "perdure/transient/provider.rate_limited", nonRetryable: false });
    expect((thrown as ApplicationFailure).nextRetryDelay).toBeGreaterThanOrEqual(7000);
    expect((thrown as ApplicationFailure).details?.[0]).toMatchObject({ code: "provider.rate_limited" });
  });

  it("ends the leaf on what a repeat does not cure", async () => {
    const thrown = await thrownBy(mock(), failing("provider.credential_refused"));
    expect(thrown).toMatchObject({ nonRetryable: true });
  });

  it("repeats an unknown outcome by the effect of the leaf", async () => {
    const unknown = failing("provider.outcome_unknown");
    const tried = async (effect: LeafCall["effect"]) => thrownBy(mock(), unknown, inputOf({ effect }));
    expect(await tried("billable")).toMatchObject({ nonRetryable: false });
    expect(await tried("idempotent")).toMatchObject({ nonRetryable: false });
    expect(await tried("effectful")).toMatchObject({ nonRetryable: true });
    const never = { ...inputOf(), repeat_billable: "never" as const };
    expect(await thrownBy(mock(), unknown, never)).toMatchObject({ nonRetryable: true });
  });

  it("takes nothing of a foreign error into the history", async () => {
    const thrown = await thrownBy(mock(), () => {
      throw new TypeError("the prompt and the key");
    });
    const { message, stack, details, cause } = thrown as ApplicationFailure;
    expect(JSON.stringify([message, stack, details])).not.toContain("the key");
    expect(cause).toBeUndefined();
  });

  it("ends a worker's own stop as an interruption, which effectful leaves do not repeat", async () => {
    const cut = async (effect: LeafCall["effect"]) => {
      const environment = mock();
      const script: Script = (_call, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
          environment.cancel("WORKER_SHUTDOWN", new ActivityCancellationDetails({ workerShutdown: true }));
        });
      return thrownBy(environment, script, inputOf({ effect }));
    };
    expect(await cut("billable")).toMatchObject({
      type: "perdure/ambiguous/perdure.leaf_interrupted",
      nonRetryable: false,
    });
    expect(await cut("effectful")).toMatchObject({ nonRetryable: true });
  });

  it("ends as cancelled when the run is cancelled", async () => {
    const environment = mock();
    const script: Script = (_call, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        environment.cancel();
      });
    expect(await thrownBy(environment, script)).toBeInstanceOf(CancelledFailure);
  });

  it("refuses a result that no message can carry", async () => {
    const thrown = await thrownBy(mock(), () => "x".repeat(2_000_000));
    expect(thrown).toMatchObject({ type: "perdure/content/perdure.payload_too_large", nonRetryable: true });
  });
});
