import { fingerprintCrate, projectControlPlan } from "@perdure/crate";
import type {
  Concept,
  ConceptRef,
  FuncPipe,
  InputSlot,
  LlmPipe,
  Multiplicity,
  Pipe,
  PipeRef,
  SequencePipe,
} from "@perdure/crate";
import { emptyMemory, putStuff } from "../memory/working-memory.ts";
import { DEFAULT_LIMITS } from "../contract/run-job.ts";
import type { RunJob, RunLimits } from "../contract/run-job.ts";
import { inlineValue } from "../contents/stored-content.ts";

const place = { file: "test.mthds", line: 1, column: 1 };
const UNBOUNDED = { inline_max_bytes: Number.MAX_SAFE_INTEGER, list_inline_max: Number.MAX_SAFE_INTEGER };
const slot = (concept: ConceptRef, multiplicity: Multiplicity = "single"): InputSlot => ({
  concept,
  multiplicity,
  presence: "lift",
});

/** Short ways to write the pipes of a test method; every name is in the domain `test`. */
export const testPipes = {
  slot,
  llm: (code: string, inputs: readonly string[], part: Partial<LlmPipe> = {}): LlmPipe => {
    return {
      type: "PipeLLM",
      code,
      domain: "test",
      description: code,
      inputs: Object.fromEntries(inputs.map((name) => [name, slot("native.Text")])),
      output: { concept: "native.Text", multiplicity: "single", optional: false },
      place,
      structuring_method: "direct",
      ...part,
    };
  },
  func: (code: string, inputs: readonly string[], name = code): FuncPipe => {
    const { type: _type, structuring_method: _method, ...base } = testPipes.llm(code, inputs);
    return { ...base, type: "PipeFunc", function_name: name };
  },
  sequence: (
    code: string,
    inputs: readonly string[],
    steps: SequencePipe["steps"],
    part: Partial<SequencePipe> = {},
  ): SequencePipe => {
    const { structuring_method: _method, ...base } = testPipes.llm(code, inputs);
    return { ...base, type: "PipeSequence", steps, ...part };
  },
};

/** A job over some pipes with text inputs by name; a list of texts is a plural input. */
export function createTestJob(options: {
  readonly pipes: readonly Pipe[];
  readonly entry: PipeRef;
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  readonly concepts?: Readonly<Record<ConceptRef, Concept>>;
  readonly limits?: Partial<RunLimits>;
  readonly run_id?: string;
  readonly function_effects?: RunJob["function_effects"];
}): RunJob {
  const { pipes, entry, inputs = {}, concepts = {}, limits = {}, run_id = "run-1", function_effects = {} } = options;
  const crate = fingerprintCrate({
    concepts,
    pipes: Object.fromEntries(pipes.map((pipe) => [`${pipe.domain}.${pipe.code}`, pipe])),
  });
  let memory = emptyMemory;
  for (const [name, text] of Object.entries(inputs)) {
    const content = typeof text === "string" ? { text } : text.map((item) => ({ text: item }));
    const value = inlineValue(content, "native.Text", UNBOUNDED);
    if (value !== undefined) memory = putStuff(memory, { code: `input/${name}`, name, concept: "native.Text", value });
  }
  return {
    schema: 1,
    run_id,
    crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${crate.fingerprint}` },
    plan: projectControlPlan(crate, entry),
    entry,
    memory,
    run_mode: "live",
    limits: { ...DEFAULT_LIMITS, ...limits },
    models: {},
    repeat_billable: "allowed",
    function_effects,
    labels: {},
  };
}
