import { loadContent } from "@perdure/engine";
import type { WorkingMemory } from "@perdure/engine";
import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { createGate, fails } from "../kit/script.ts";
import { A_B_C } from "./common-methods.ts";
import { listed } from "./listed.ts";

const DONE = { text: "c(y=b(x=a()))" };

/** Following a run that somebody else drives, and runs that go on alone. */
export const ATTACHING: readonly ConformanceCase[] = [
  {
    id: "attach.another_instance_follows_a_run",
    requires: ["attach"],
    why: "A run can be watched from another terminal",
    run: async ({ backend, another, prepare, content }) => {
      const gate = createGate();
      const { job, tries } = await prepare({ method: A_B_C, script: { b: gate.act("ok") } });
      const handle = await backend.start(job);
      await gate.reached();
      const attached = await (await another()).attach(job.run_id);
      strictEqual((await attached.status()).state, "running");
      gate.open();
      deepStrictEqual(await content(await attached.result()), { text: "c(y=ok)" });
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
      await handle.detach();
      await attached.detach();
    },
  },
  {
    id: "attach.to_a_run_that_has_ended",
    requires: ["attach"],
    why: "A result can be fetched later, elsewhere, and nothing runs again",
    run: async ({ backend, another, prepare, content }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      await backend.execute(job);
      const attached = await (await another()).attach(job.run_id);
      deepStrictEqual(await content(await attached.result()), DONE);
      strictEqual((await attached.status()).state, "completed");
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
      await attached.detach();
    },
  },
  {
    id: "attach.to_a_run_that_has_failed",
    requires: ["attach"],
    why: "The same failure is read from everywhere",
    run: async ({ backend, another, prepare }) => {
      const { job } = await prepare({ method: A_B_C, script: { b: fails("model.no_result") } });
      const { report } = await failureOf(backend.execute(job));
      const attached = await (await another()).attach(job.run_id);
      deepStrictEqual((await failureOf(attached.result())).report, report);
      await attached.detach();
    },
  },
  {
    id: "attach.another_instance_lists_the_run",
    requires: ["attach"],
    why: "What was started can be found from elsewhere",
    run: async ({ backend, another, prepare }) => {
      const { job } = await prepare({ method: A_B_C });
      await backend.execute(job);
      await listed(await another(), job.run_id, "completed");
    },
  },
  {
    id: "attach.leaving_does_not_end_the_run",
    requires: ["attach"],
    why: "Whoever only looks changes nothing",
    run: async ({ backend, another, prepare, content }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { b: gate.act("ok") } });
      const handle = await backend.start(job);
      await gate.reached();
      const instance = await another();
      const attached = await instance.attach(job.run_id);
      await attached.detach();
      await instance.close();
      gate.open();
      deepStrictEqual(await content(await handle.result()), { text: "c(y=ok)" });
      await handle.detach();
    },
  },
  {
    id: "attach.from_another_process",
    requires: ["attach", "module"],
    why: "Another terminal is another process",
    run: async ({ backend, prepare, elsewhere, contents }) => {
      const { job } = await prepare({ method: A_B_C });
      await backend.execute(job);
      const seen = await elsewhere?.("attach", { run_id: job.run_id });
      strictEqual(seen?.["called"], 0);
      const { root, aliases } = seen["memory"] as unknown as WorkingMemory;
      const stuff = root[aliases["main_stuff"] ?? ""];
      ok(stuff !== undefined, "there is no main result");
      deepStrictEqual(await loadContent(stuff.value, contents), DONE);
    },
  },
  {
    id: "fire_and_forget.the_run_goes_on_without_its_starter",
    requires: ["fire_and_forget", "attach"],
    why: "Whoever starts a run may leave",
    run: async ({ another, prepare, content }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { a: gate.act("ok") } });
      const starter = await another();
      const handle = await starter.start(job);
      await gate.reached();
      await handle.detach();
      await starter.close();
      gate.open();
      const attached = await (await another()).attach(job.run_id);
      deepStrictEqual(await content(await attached.result()), { text: "c(y=b(x=ok))" });
      await attached.detach();
    },
  },
  {
    id: "fire_and_forget.start_returns_before_the_run_ends",
    requires: ["fire_and_forget"],
    why: "A request is answered at once",
    run: async ({ backend, prepare }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { a: gate.act("ok") } });
      const handle = await backend.start(job);
      notStrictEqual((await handle.status()).state, "completed");
      gate.open();
      await handle.result();
      await handle.detach();
    },
  },
];
