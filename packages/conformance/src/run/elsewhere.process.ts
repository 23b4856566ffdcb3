import type { JsonObject } from "@perdure/crate";
import type { Backend } from "@perdure/engine";
import { importBackendUnderTest } from "../backend-under-test.ts";
import { createKitHost } from "../kit/kit-host.ts";
import type { KitHost } from "../kit/kit-host.ts";
import { prepareJob } from "../kit/prepare-job.ts";
import { createGate } from "../kit/script.ts";
import type { ElsewhereRequest } from "./run-elsewhere.ts";

interface Tools {
  readonly backend: Backend;
  readonly host: KitHost;
  /** Tells the process that asked; it then ends this one. */
  readonly say: (message: JsonObject) => void;
}

type Argument = ElsewhereRequest["argument"];

const TASKS: Readonly<Record<string, (argument: Argument, tools: Tools) => Promise<void>>> = {
  /** Attaches to a run and waits for its end. */
  async attach({ run_id = "" }, { backend, host, say }) {
    const handle = await backend.attach(run_id);
    const { memory } = await handle.result();
    say({ memory: memory as unknown as JsonObject, called: host.leaves.ledger(run_id).length });
  },
  /** Starts a run, and says when its pipe `held` runs, which never ends. */
  async start({ run_id = "", method = "", held = "" }, { backend, host, say }) {
    const job = await prepareJob({ method: method }, run_id, host.contents);
    const gate = createGate();
    host.leaves.script(job.run_id, { [held]: gate.act("never") });
    await backend.start(job);
    await gate.reached();
    say({ reached: true });
  },
};

process.once("message", (request: ElsewhereRequest) => void perform(request));

async function perform({ module, place, task, argument }: ElsewhereRequest): Promise<void> {
  const underTest = await importBackendUnderTest(module);
  const host = createKitHost(underTest.clock ?? "virtual");
  const backend = await underTest.open(host, place);
  await TASKS[task]?.(argument, { backend, host, say: (message) => void process.send?.(message) });
}
