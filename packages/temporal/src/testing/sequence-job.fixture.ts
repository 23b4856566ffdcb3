import { fingerprintCrate, projectControlPlan } from "@perdure/crate";
import type { BatchPipe, ComposePipe, FuncPipe, LlmPipe, Pipe, SequencePipe } from "@perdure/crate";
import { DEFAULT_LIMITS } from "@perdure/engine";
import type { RunJob, StuffValue } from "@perdure/engine";
import { textValue } from "./scripted-leaves.fixture.ts";

const place = { file: "shop.mthds", line: 1, column: 1 };
const text = { concept: "native.Text", multiplicity: "single" as const, optional: false };
const base = (code: string) => ({ code, domain: "shop", description: code, inputs: {}, output: text, place });

const llm = (code: string): LlmPipe => ({
  ...base(code),
  type: "PipeLLM",
  prompt: { text: "Write", category: "llm_prompt" },
  structuring_method: "direct",
});
const sequence = (codes: readonly string[]): SequencePipe => ({
  ...base("main"),
  type: "PipeSequence",
  steps: codes.map((code) => ({ pipe: `shop.${code}`, result: code })),
});

/** A run of leaves one after another, each an inference without inputs. */
export function sequenceJob(runId: string, codes: readonly string[]): RunJob {
  const pipes: Record<string, Pipe> = { "shop.main": sequence(codes) };
  for (const code of codes) pipes[`shop.${code}`] = llm(code);
  return job(runId, pipes);
}

/** A run of an inference, a function that must not be repeated, and an inference. */
export function effectfulJob(runId: string): RunJob {
  const func: FuncPipe = { ...base("b"), type: "PipeFunc", function_name: "pay" };
  return job(runId, { "shop.main": sequence(["a", "b", "c"]), "shop.a": llm("a"), "shop.b": func, "shop.c": llm("c") });
}

/** A run of one inference per item of a list. */
export function batchJob(runId: string, items: number): RunJob {
  const batch: BatchPipe = {
    ...base("main"),
    type: "PipeBatch",
    inputs: { orders: { concept: "native.Text", multiplicity: "many", presence: "required" } },
    output: { ...text, multiplicity: "many" },
    branch: "shop.read",
    input_list_name: "orders",
    input_item_name: "order",
  };
  const read: LlmPipe = {
    ...llm("read"),
    inputs: { order: { concept: "native.Text", multiplicity: "single", presence: "required" } },
  };
  const values = { items: Array.from({ length: items }, (_, index) => textValue(`order ${index}`)) };
  return withInput(job(runId, { "shop.main": batch, "shop.read": read }), "orders", values);
}

/** A run whose one step prints a text longer than what stays inline, so that it is a pure leaf. */
export function composeJob(runId: string): RunJob {
  const compose: ComposePipe = {
    ...base("main"),
    type: "PipeCompose",
    inputs: { order: { concept: "native.Text", multiplicity: "single", presence: "required" } },
    template: { text: "$order", category: "basic" },
  };
  const stored: StuffValue = { ...textValue("x".repeat(9000)) };
  const { inline: _inline, ...reference } = stored as typeof stored & { inline?: unknown };
  return withInput(job(runId, { "shop.main": compose }), "order", reference);
}

function job(runId: string, pipes: Record<string, Pipe>): RunJob {
  const crate = fingerprintCrate({ pipes, concepts: {}, main_pipe: "shop.main" });
  const model = { provider: "emulated", model: "writer-1", handle: "$writing", settings: {} };
  return {
    schema: 1,
    run_id: runId,
    crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${crate.fingerprint}` },
    plan: projectControlPlan(crate, "shop.main"),
    entry: "shop.main",
    memory: { root: {}, aliases: {}, absences: {} },
    run_mode: "live",
    limits: DEFAULT_LIMITS,
    models: Object.fromEntries(Object.keys(pipes).map((pipe) => [pipe, { main: model }])),
    repeat_billable: "allowed",
    function_effects: {},
    labels: {},
  };
}

function withInput(job: RunJob, name: string, value: StuffValue): RunJob {
  const stuff = { code: `input_${name}`, name, concept: "native.Text", value };
  return { ...job, memory: { ...job.memory, root: { [name]: stuff } } };
}
