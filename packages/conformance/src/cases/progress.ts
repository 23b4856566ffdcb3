import type { RunEvent } from "@perdure/engine";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { attempts, createGate, fails } from "../kit/script.ts";
import { A_B_C, ONE } from "./common-methods.ts";

const lastOf = (events: readonly RunEvent[]): Readonly<Record<string, string>> =>
  Object.fromEntries(events.map(({ node }) => [node.node_id, node.status]));
const DONE = { main: "succeeded", "main/a": "succeeded", "main/b": "succeeded", "main/c": "succeeded" };

async function collect(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
  const seen: RunEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** What a follower sees. */
export const PROGRESS: readonly ConformanceCase[] = [
  {
    id: "progress.the_last_state_of_every_node_is_told",
    requires: ["progress"],
    why: "Intermediate states may be missed, the last one never",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      const events: RunEvent[] = [];
      const { nodes } = await backend.execute(job, { onEvent: (event) => events.push(event) });
      deepStrictEqual(lastOf(events), DONE);
      const last = Object.fromEntries(events.map(({ node }) => [node.node_id, node]));
      for (const { node_id, usage } of nodes) deepStrictEqual(last[node_id]?.usage, usage);
    },
  },
  {
    id: "progress.events_end_with_the_run",
    requires: ["progress"],
    why: "Whoever follows a run is let go when it is over",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      const handle = await backend.start(job);
      deepStrictEqual(lastOf(await collect(handle.events())), DONE);
      await handle.detach();
    },
  },
  {
    id: "progress.events_of_a_failed_run_end_without_throwing",
    requires: ["progress"],
    why: "The failure is the result's to tell",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C, script: { b: fails("model.no_result") } });
      const handle = await backend.start(job);
      const events = await collect(handle.events());
      strictEqual(lastOf(events)["main/b"], "failed");
      await failureOf(handle.result());
      await handle.detach();
    },
  },
  {
    id: "progress.a_late_reader_gets_the_state_of_every_node",
    requires: ["progress"],
    why: "Events are a projection, not a log: nobody has to be there from the start",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      const handle = await backend.start(job);
      await handle.result();
      deepStrictEqual(lastOf(await collect(handle.events())), DONE);
      await handle.detach();
    },
  },
  {
    id: "progress.a_running_node_is_seen_running",
    requires: ["progress"],
    why: "Who waits sees what for",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { b: gate.act("ok") } });
      const handle = await backend.start(job);
      for await (const { node } of handle.events()) {
        if (node.node_id === "main/b" && node.status === "running") gate.open();
      }
      await handle.result();
      await handle.detach();
    },
  },
  {
    id: "progress.the_numbers_of_a_node_grow",
    requires: ["progress"],
    why: "Of two states of one node it is known which is later",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({
        method: A_B_C,
        script: { b: attempts(fails("model.no_result"), "ok") },
      });
      const events: RunEvent[] = [];
      await backend.execute(job, { onEvent: (event) => events.push(event) }).catch(() => undefined);
      const last = new Map<string, number>();
      for (const { node } of events) {
        ok(
          node.seq > (last.get(node.node_id) ?? 0),
          `${node.node_id} came with ${node.seq} after ${last.get(node.node_id)}`,
        );
        last.set(node.node_id, node.seq);
      }
      ok(events.length > 0, "nothing was told");
    },
  },
  {
    id: "progress.two_readers_see_the_same_end",
    requires: ["progress"],
    why: "A terminal and a page follow one run",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      const handle = await backend.start(job);
      const [one, other] = await Promise.all([collect(handle.events()), collect(handle.events())]);
      deepStrictEqual(lastOf(one), lastOf(other));
      await handle.detach();
    },
  },
  {
    id: "progress.a_reader_that_stops_leaves_the_run_alone",
    requires: ["progress"],
    why: "Closing a window ends no run",
    run: async ({ backend, prepare, content }) => {
      const { job } = await prepare({ method: ONE });
      const handle = await backend.start(job);
      for await (const _event of handle.events()) break;
      deepStrictEqual(await content(await handle.result()), { text: "main()" });
      await handle.detach();
    },
  },
];
