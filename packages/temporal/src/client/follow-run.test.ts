import type { Client, WorkflowHandle } from "@temporalio/client";
import { ServiceError } from "@temporalio/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf } from "./follow-run.ts";
import type { FollowedRun } from "./followed-run.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const OUTPUT = { schema: 1, memory: { root: {}, aliases: {} }, nodes: [] };
const refused = (code: number) => () =>
  Promise.reject(new ServiceError("refused", { cause: Object.assign(new Error(), { code, details: "" }) }));
const [away, notAllowed] = [refused(14), refused(7)];

/** A run whose end is asked for with these answers, one after another; each may take its time. */
function runWith(answers: readonly (() => Promise<unknown>)[], log: (message: string) => void = () => undefined) {
  const waiting = [...answers];
  const result = () => waiting.shift()?.() ?? new Promise(() => undefined);
  const client = { withAbortSignal: (_signal: AbortSignal, ask: () => Promise<unknown>) => ask() };
  return {
    run_id: "one",
    address: "127.0.0.1:1",
    log,
    closed: new AbortController().signal,
    client: client as unknown as Client,
    handle: { result } as unknown as WorkflowHandle,
  } satisfies FollowedRun;
}

describe("the end of a followed run", () => {
  it("is waited for while its server is away, and that is said once", async () => {
    const said: string[] = [];
    const run = runWith([away, away, () => Promise.resolve(OUTPUT)], (message) => void said.push(message));
    const outcome = await outcomeOf(run, true, new AbortController().signal);
    expect(outcome.ok).toBe(true);
    expect(said).toEqual([expect.stringContaining("127.0.0.1:1")]);
  });

  it("is given up when the server stays away", async () => {
    const elevenMinutes = () => void vi.setSystemTime(Date.now() + 11 * 60_000);
    const outcome = await outcomeOf(runWith([away, away], elevenMinutes), true, new AbortController().signal);
    expect(!outcome.ok && outcome.error.report.code).toBe("perdure.backend_unreachable");
  });

  it("is not waited for when the server refuses to tell it", async () => {
    const outcome = await outcomeOf(runWith([notAllowed]), false, new AbortController().signal);
    expect(!outcome.ok && outcome.error.report.code).toBe("perdure.backend_unreachable");
  });

  it("is nobody's any more once the follower has left", async () => {
    const leaving = new AbortController();
    const leave = () => {
      leaving.abort();
      return away();
    };
    const outcome = await outcomeOf(runWith([leave]), true, leaving.signal);
    expect(!outcome.ok && outcome.error.report.code).toBe("run.not_finished");
  });
});
