import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { createGate } from "../kit/script.ts";
import { A_B_C } from "./common-methods.ts";

/** What a backend does not claim, it refuses: coded, and with nothing done. */
export const DENIAL: readonly ConformanceCase[] = [
  {
    id: "denied.resume",
    requires: [{ without: "durable" }, { without: "resume_failed" }],
    why: "A run that is gone is not silently begun anew",
    run: async ({ backend, prepare }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      await backend.execute(job);
      strictEqual((await failureOf(backend.resume(job.run_id))).report.code, "runtime.unsupported");
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
    },
  },
  {
    id: "denied.attach_from_another_instance",
    requires: [{ without: "attach" }],
    why: "A run that cannot be seen from here is not made up",
    run: async ({ backend, another, prepare }) => {
      const { job, tries } = await prepare({ method: A_B_C });
      await backend.execute(job);
      const { report } = await failureOf((await another()).attach(job.run_id));
      ok(["run.not_found", "runtime.unsupported"].includes(report.code), report.code);
      deepStrictEqual(tries(), { "main/a": 1, "main/b": 1, "main/c": 1 });
    },
  },
  {
    id: "denied.cancel",
    requires: [{ without: "cancel" }],
    why: "A run that goes on is not said to have ended",
    run: async ({ backend, prepare, content }) => {
      const gate = createGate();
      const { job } = await prepare({ method: A_B_C, script: { b: gate.act("ok") } });
      const handle = await backend.start(job);
      await gate.reached();
      strictEqual((await failureOf(handle.cancel())).report.code, "runtime.unsupported");
      gate.open();
      deepStrictEqual(await content(await handle.result()), { text: "c(y=ok)" });
      await handle.detach();
    },
  },
  {
    id: "denied.going_on_without_its_starter",
    requires: [{ without: "fire_and_forget" }],
    why: "What nobody drives calls nobody",
    run: async ({ another, prepare }) => {
      const gate = createGate();
      const { job, tries } = await prepare({ method: A_B_C, script: { b: gate.act("ok") } });
      const starter = await another();
      await starter.start(job);
      await gate.reached();
      await starter.close();
      gate.open();
      await new Promise(setImmediate);
      strictEqual(tries()["main/c"], undefined, "it went on");
    },
  },
];
