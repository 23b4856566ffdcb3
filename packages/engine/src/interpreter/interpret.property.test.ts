import { sha256Hex } from "@perdure/crate";
import type { Crate } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LeafCall, LeafResult } from "../contract/leaf.ts";
import type { PipeCall, PipeResult } from "../contract/pipe-call.ts";
import type { NodeRecord, RunEvent } from "../contract/run-event.ts";
import type { RunJob } from "../contract/run-job.ts";
import { interpretPipe } from "./interpret.ts";
import { memoryContents } from "../contents/memory-contents.ts";
import { putStuff } from "../memory/working-memory.ts";
import { runPureLeaf } from "../pure/run-pure-leaf.ts";
import { inlineValue, loadContent, storeContent } from "../contents/stored-content.ts";
import { arbitraryCratedJob, arbitraryJob } from "../test-support/arbitrary-job.fixture.ts";
import { deepFreeze, echo, quiet, runJob } from "../test-support/run-job.ts";
import type { RunOptions } from "../test-support/run-job.ts";
import { wireMemory } from "../memory/wire-memory.ts";

const never = {
  attempt: 1,
  signal: { ...quiet, addEventListener: () => undefined, removeEventListener: () => undefined },
};

const UNBOUNDED = { inline_max_bytes: Number.MAX_SAFE_INTEGER, list_inline_max: Number.MAX_SAFE_INTEGER };

/** What a leaf gives, decided by its node alone: some fail, as `failing` says. */
async function answerOf(call: LeafCall, failing: number): Promise<LeafResult> {
  const chance = Number.parseInt(sha256Hex(call.node_id).slice(0, 4), 16) % 11;
  if (chance < failing) throw createFailure("provider.rate_limited", { message: call.node_id });
  const value = inlineValue(await echo(call, never), "native.Text", UNBOUNDED);
  if (value === undefined) throw new TypeError("too long");
  return { concept: "native.Text", value, calls: 1 };
}

/** How a run ended, as text, so that the order of members counts too. */
async function ending(job: RunJob, options: RunOptions): Promise<string> {
  try {
    const { memory, records } = await runJob(job, options);
    return JSON.stringify({ memory, records });
  } catch (error) {
    return JSON.stringify(toFailure(error, {}).report);
  }
}

const lastStates = (events: readonly RunEvent[]): ReadonlyMap<string, NodeRecord> =>
  new Map(events.map(({ node }) => [node.node_id, node]));

const UNITS = new Set(["PipeSequence", "PipeParallel", "PipeCondition", "PipeBatch"]);

/** The controllers that a run opened, but for its entry and the batches that steps put around a pipe. */
function controllersIn(events: readonly RunEvent[]): number {
  const isInline = ({ node_id, type }: NodeRecord) => type === "PipeBatch" && /_batch(?:~\d+)?$/u.test(node_id);
  const opened = [...lastStates(events).values()];
  return opened.filter((node) => node.parent !== undefined && UNITS.has(node.type) && !isInline(node)).length;
}

describe("interpreting any plan", () => {
  it("gives each node an id of its own, and each leaf call too", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryJob(), async (job) => {
        const { nodes, calls } = await runJob(job);
        expect(new Set(nodes).size).toBe(nodes.length);
        const called = calls.map(({ node_id }) => node_id);
        expect(new Set(called).size).toBe(called.length);
        expect(nodes).toEqual(expect.arrayContaining(called));
      }),
      { numRuns: 60 },
    );
  });

  it("ends the same where each controller is a unit of work of its own: memory, nodes, events and failure", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryJob(), fc.nat({ max: 3 }), async (job, failing) => {
        const callLeaf = (call: LeafCall) => answerOf(call, failing);
        const told: [RunEvent[], RunEvent[]] = [[], []];
        const whole = await ending(job, { callLeaf, events: told[0] });
        let units = 0;
        const inUnits = await ending(job, {
          callLeaf,
          events: told[1],
          runController: async (call, environment) => {
            units += 1;
            // As data, there and back.
            const arrived = JSON.parse(JSON.stringify(call)) as PipeCall;
            return JSON.parse(JSON.stringify(await interpretPipe(job, arrived, environment))) as PipeResult;
          },
        });
        expect(inUnits).toBe(whole);
        expect(lastStates(told[1])).toEqual(lastStates(told[0]));
        expect(units).toBe(controllersIn(told[0]));
      }),
      { numRuns: 100 },
    );
  });

  it("ends the same in whatever order its leaves finish: memory, nodes and failure", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryJob(), fc.scheduler(), fc.nat({ max: 3 }), async (job, scheduler, failing) => {
        const expected = await ending(job, { callLeaf: (call) => answerOf(call, failing) });
        const scheduled = ending(job, {
          callLeaf: (call) => scheduler.schedule(Promise.resolve(), call.node_id).then(() => answerOf(call, failing)),
        });
        expect(await scheduler.waitFor(scheduled)).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("changes nothing that it was given", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryJob(), async (job) => {
        await runJob(deepFreeze(job), { callLeaf: async (call) => deepFreeze(await answerOf(deepFreeze(call), 0)) });
      }),
      { numRuns: 30 },
    );
  });

  it("starts no leaf after a cancellation, whenever it comes", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryJob(), fc.scheduler(), fc.nat({ max: 12 }), async (job, scheduler, cancelAfter) => {
        const signal = { aborted: false };
        let called = 0;
        let calledAborted = 0;
        const run = ending(job, {
          signal,
          callLeaf: async (call) => {
            if (signal.aborted) calledAborted += 1;
            called += 1;
            if (called > cancelAfter) signal.aborted = true;
            await scheduler.schedule(Promise.resolve(), call.node_id);
            if (signal.aborted) throw createFailure("run.cancelled", { message: "The run was cancelled." });
            return answerOf(call, 0);
          },
        });
        const end = await scheduler.waitFor(run);
        expect(calledAborted).toBe(0);
        if (signal.aborted) expect(JSON.parse(end)).toMatchObject({ code: "run.cancelled" });
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same contents whether pure pieces run here or as leaves", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCratedJob(), async ({ job, crate }) => {
        const inline = await contentsOf(job, crate, 1_000_000);
        const asLeaves = await contentsOf(job, crate, 1);
        expect(asLeaves.contents).toEqual(inline.contents);
        expect(asLeaves.nodes).toEqual(inline.nodes);
        expect(inline.pure).toEqual([]);
        const pieces = inline.records.filter(({ type }) => PURE.has(type)).map(({ node_id }) => node_id);
        expect(asLeaves.pure.toSorted()).toEqual(pieces.toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

const PURE: ReadonlySet<string> = new Set(["PipeCompose", "PipeCondition", "PipeParallel"]);

/** Runs a job whose values travel inline up to a limit, pure leaves for real, and loads all that it leaves. */
async function contentsOf(job: RunJob, crate: Crate, inline_max_bytes: number) {
  const contents = memoryContents();
  const place = { contents, limits: { ...UNBOUNDED, inline_max_bytes } };
  const pure: string[] = [];
  let { memory } = job;
  for (const stuff of Object.values(job.memory.root)) {
    const content = await loadContent(stuff.value, contents);
    memory = putStuff(memory, { ...stuff, value: await storeContent(content, stuff.concept, place) });
  }
  const run = await runJob(
    { ...job, memory, limits: { ...job.limits, inline_max_bytes } },
    {
      callLeaf: async (call) => {
        if (call.effect === "pure") {
          pure.push(call.node_id);
          return runPureLeaf(call, crate, contents);
        }
        return {
          concept: "native.Text",
          value: await storeContent({ text: call.node_id }, "native.Text", place),
          calls: 1,
        };
      },
    },
  );
  const loaded = await wireMemory(run.memory, contents, crate.concepts);
  return { contents: loaded, nodes: run.nodes, records: run.records, pure };
}
