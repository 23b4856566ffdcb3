import type { Environment } from "../contract/environment.ts";
import type { PipeCall, PipeResult } from "../contract/pipe-call.ts";
import { interpret } from "../interpreter/interpret.ts";
import type { AbortSignalLike, LeafCall, LeafResult } from "../contract/leaf.ts";
import { mainStuff } from "../memory/working-memory.ts";
import type { NodeRecord, RunEvent } from "../contract/run-event.ts";
import type { RunJob } from "../contract/run-job.ts";
import { inlineContent } from "../contents/stored-content.ts";
import { createFakeLeaves } from "../testing/index.ts";
import type { LeafAnswer } from "../testing/index.ts";
import type { WorkingMemory } from "../memory/values.ts";

/** What a test saw of a run. */
export interface SeenRun {
  readonly memory: WorkingMemory;
  readonly records: readonly NodeRecord[];
  readonly nodes: readonly string[];
  readonly calls: readonly LeafCall[];
  readonly events: readonly RunEvent[];
}

/** How a test runs a job; without anything, every leaf answers with what it was asked. */
export interface RunOptions {
  readonly answer?: LeafAnswer;
  readonly callLeaf?: (call: LeafCall) => Promise<LeafResult>;
  readonly runController?: (call: PipeCall, environment: Environment) => Promise<PipeResult>;
  readonly signal?: Pick<AbortSignalLike, "aborted" | "reason">;
  readonly events?: RunEvent[];
}

/** A signal that nothing fires. */
export const quiet = { aborted: false };

/** Answers with the name of the pipe and the contents that it read. */
export const echo: LeafAnswer = (call) => ({
  text: `${call.pipe.split(".")[1]}(${Object.values(call.inputs)
    .map(({ value }) => JSON.stringify(inlineContent(value)))
    .join(",")})`,
});

/** Interprets a job on fake leaves. */
export async function runJob(job: RunJob, options: RunOptions = {}): Promise<SeenRun> {
  const { answer = echo, signal = quiet, events = [] } = options;
  const leaves = createFakeLeaves(answer);
  const calls: LeafCall[] = [];
  const full = Object.assign(signal, { addEventListener: () => undefined, removeEventListener: () => undefined });
  const callLeaf = options.callLeaf ?? ((call: LeafCall) => leaves.execute(call, { attempt: 1, signal: full }));
  const { runController } = options;
  const environment: Environment = {
    callLeaf: (call) => {
      calls.push(call);
      return callLeaf(call);
    },
    emit: (event) => events.push(event),
    now: () => 0,
    signal: full,
    ...(runController === undefined ? {} : { runController: (call) => runController(call, environment) }),
  };
  const { memory, nodes } = await interpret(job, environment);
  return { memory, records: nodes, nodes: nodes.map(({ node_id }) => node_id), calls, events };
}

/** The content of the latest result; undefined when it is absent. */
export function mainContent({ memory }: Pick<SeenRun, "memory">): unknown {
  const stuff = mainStuff(memory);
  return stuff === undefined ? undefined : inlineContent(stuff.value);
}

/** The content under a name; undefined when there is none. */
export function contentOf({ memory }: Pick<SeenRun, "memory">, name: string): unknown {
  const stuff = memory.root[name];
  return stuff === undefined ? undefined : inlineContent(stuff.value);
}

/** Freezes a value and everything in it: whoever changes it in place throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
