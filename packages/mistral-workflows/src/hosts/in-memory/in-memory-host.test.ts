import type { Json } from "@perdure/crate";
import { createFailure, isFailureError, retryPolicyFor } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { HostFailure } from "../../host/host-failure.ts";
import type { ActivityFunction, HostHandle, WorkflowFunction } from "../../host/workflow-host.ts";
import { inMemoryHost } from "./in-memory-host.ts";

const OPTIONS = { start_to_close_ms: 1000, heartbeat_ms: 1000, retry: retryPolicyFor("pure"), summary: "" };
const START = { memo: {} };

async function open(
  workflows: Readonly<Record<string, WorkflowFunction>>,
  activities: Readonly<Record<string, ActivityFunction>> = {},
) {
  const slept: number[] = [];
  const host = inMemoryHost({
    now: () => 0,
    sleepUntil: (time) => {
      slept.push(time);
      return Promise.resolve();
    },
  });
  await host.serve({ workflows, activities });
  return { host, slept };
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (error instanceof HostFailure) return error.failure.report.code;
  if (isFailureError(error)) return error.report.code;
  throw new Error("it did not fail with a report", { cause: error });
}
const callWork: WorkflowFunction = (context, input) => context.executeActivity("work", input, OPTIONS);
const untilAborted: WorkflowFunction = (context) =>
  new Promise((_resolve, reject) => {
    context.signal.addEventListener("abort", () => reject(new Error("stopped")));
  });

describe("a host in this process", () => {
  it("tries an activity as often as its failure says, after the time that it says, up to the maximum", async () => {
    let tried = 0;
    const { host, slept } = await open(
      { callWork },
      {
        work: (_input, { attempt }) => {
          tried += 1;
          expect(attempt).toBe(tried);
          throw new HostFailure(createFailure("provider.unavailable", { message: "Away." }), { repeat_after_ms: 7 });
        },
      },
    );
    const handle = await host.start("callWork", null, { id: "e", ...START });
    expect(await codeOf(handle.result())).toBe("provider.unavailable");
    expect([tried, slept]).toEqual([5, [7, 7, 7, 7]]);
  });

  it("does not try again what does not say so, nor what is no failure of ours", async () => {
    for (const error of [new HostFailure(createFailure("model.no_result", { message: "No." })), new Error("bug")]) {
      let tried = 0;
      const work: ActivityFunction = () => {
        tried += 1;
        return Promise.reject(error);
      };
      const { host } = await open({ callWork }, { work });
      await codeOf((await host.start("callWork", null, { id: "e", ...START })).result());
      expect(tried).toBe(1);
    }
  });

  it("refuses an id that is taken, also of a child, and one that is none", async () => {
    const parent: WorkflowFunction = (context) => context.executeChild("leaf", null, { id: "taken" });
    const { host } = await open({ leaf: () => Promise.resolve(1), parent });
    await host.start("leaf", null, { id: "taken", ...START });
    expect(await codeOf(host.start("leaf", null, { id: "taken", ...START }))).toBe("perdure.run_already_exists");
    expect(await codeOf((await host.start("parent", null, { id: "p", ...START })).result())).toBe(
      "perdure.run_already_exists",
    );
    expect(await codeOf(host.start("leaf", null, { id: "a/b", ...START }))).toBe("request.invalid");
    expect(await codeOf(host.start("leaf", null, { id: "x".repeat(257), ...START }))).toBe("request.invalid");
  });

  it("hands payloads over as copies, within the bound", async () => {
    const given = { list: [1] };
    const { host } = await open({ echo: (_context, input) => Promise.resolve(input) });
    const result = await (await host.start("echo", given, { id: "e", ...START })).result();
    expect(result).toEqual(given);
    expect(result).not.toBe(given);
    const large = "x".repeat(host.capabilities.max_payload_bytes);
    expect(await codeOf(host.start("echo", large, { id: "large", ...START }))).toBe("perdure.payload_too_large");
    const grows: WorkflowFunction = () => Promise.resolve(large);
    const other = await open({ grows });
    expect(await codeOf((await other.host.start("grows", null, { id: "e", ...START })).result())).toBe(
      "perdure.payload_too_large",
    );
  });

  it("ends children with their parent, and keeps the reason", async () => {
    const parent: WorkflowFunction = (context) => context.executeChild("child", null, { id: "c" });
    const { host } = await open({ child: untilAborted, parent });
    const handle = await host.start("parent", null, { id: "p", ...START });
    await handle.cancel("enough");
    const error: unknown = await handle.result().catch((reason: unknown) => reason);
    expect((error as HostFailure).failure.report).toMatchObject({
      code: "run.cancelled",
      message: expect.stringContaining("enough"),
    });
    expect((await (await host.get("c")).describe()).state).toBe("canceled");
    expect((await handle.describe()).state).toBe("canceled");
  });

  it("runs a detached activity although its workflow was cancelled", async () => {
    const told: Json[] = [];
    const last: WorkflowFunction = async (context) => {
      await untilAborted(context, null).catch(() => undefined);
      return context.executeActivity("tell", "the end", { ...OPTIONS, detached: true });
    };
    const tell: ActivityFunction = (input) => {
      told.push(input);
      return Promise.resolve(null);
    };
    const { host } = await open({ last }, { tell });
    const handle = await host.start("last", null, { id: "e", ...START });
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect(told).toEqual(["the end"]);
  });

  it("that dies leaves what ran interrupted, and takes nothing more on", async () => {
    const { host } = await open({ untilAborted });
    const handle: HostHandle = await host.start("untilAborted", null, { id: "e", ...START });
    await host.close();
    expect(await codeOf(handle.result())).toBe("perdure.worker_lost");
    expect((await handle.describe()).state).toBe("interrupted");
    expect(await codeOf(host.start("untilAborted", null, { id: "f", ...START }))).toBe("perdure.worker_lost");
  });

  it("answers queries of what runs, and knows no execution that it never had", async () => {
    const asked: WorkflowFunction = (context) => {
      context.onQuery("step", () => 3);
      return untilAborted(context, null);
    };
    const { host } = await open({ asked });
    const handle = await host.start("asked", null, { id: "e", ...START });
    expect(await handle.query("step")).toBe(3);
    expect(await handle.query("other")).toBeUndefined();
    expect(await codeOf(host.get("nobody"))).toBe("run.not_found");
    await host.close();
  });

  it("says that there is no such workflow", async () => {
    const { host } = await open({});
    expect(await codeOf(host.start("nothing", null, { id: "e", ...START }))).toBe("request.invalid");
  });
});
