import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintCrate } from "@perdure/crate";
import type { BackendCapabilities, NodeRecord, RunHandle, RunResult } from "@perdure/engine";
import { createTestJob, testPipes } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { parseMethod } from "@perdure/parser";
import { createFakePackages } from "./fake-packages.ts";
import type {
  BackendRequest,
  CommandPorts,
  Facade,
  FacadeRequest,
  PreparedRun,
  ResolvedBackend,
  RunOutputs,
  RunRecord,
  RunRequest,
} from "../ports.ts";

/** Ports for tests, with what they were asked for. */
export interface FakePorts extends CommandPorts {
  readonly asked: {
    readonly facades: readonly FacadeRequest[];
    readonly backends: readonly BackendRequest[];
    readonly prepared: readonly RunRequest[];
    /** Everything else by name, in order. */
    readonly calls: readonly string[];
  };
}
export interface FakePortsOptions {
  readonly facade?: Partial<Facade>;
  readonly backend?: Partial<ResolvedBackend>;
  readonly capabilities?: Partial<BackendCapabilities>;
  readonly prepared?: Partial<PreparedRun>;
  readonly records?: readonly RunRecord[];
  readonly ports?: Partial<CommandPorts>;
}

const pipe = testPipes.llm("answer", ["question"]);

/** A prepared run of one emulated model call. */
export const TEST_RUN: PreparedRun = {
  job: createTestJob({ pipes: [pipe], entry: "test.answer", inputs: { question: "Why?" }, run_id: "run-1" }),
  crate: fingerprintCrate({ concepts: {}, pipes: { "test.answer": pipe } }),
  diagnostics: [],
  models: [{ provider: "emulated", model: "some-model", pipes: ["test.answer"] }],
  calls: { fixed: 2, per_item: [], calls_per_inference: 9 },
};

export const TEST_NODE: NodeRecord = {
  node_id: "answer",
  pipe: "test.answer",
  type: "PipeLLM",
  status: "succeeded",
  seq: 3,
};

export const TEST_RESULT: RunResult = { run_id: "run-1", memory: TEST_RUN.job.memory, nodes: [TEST_NODE], usage: {} };

/** The outputs of that run: the text `Because.` */
export const TEST_OUTPUTS: RunOutputs = {
  run_id: "run-1",
  crate: TEST_RUN.crate,
  entry: "test.answer",
  main: { kind: "value", concept: "native.Text", is_list: false, content: { text: "Because." } },
  working_memory: { root: {} },
  nodes: [TEST_NODE],
  usage: {},
};

/** The record of a durable, emulated run. */
export function createTestRecord(part: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 1,
    run_id: "run-1",
    backend: "journal",
    entry: "test.answer",
    crate: TEST_RUN.job.crate,
    method: "",
    providers: ["emulated"],
    results: "",
    started_at: 0,
    state: "interrupted",
    ...part,
  };
}

/** A handle of a run that has completed, without events. */
export function createTestHandle(part: Partial<RunHandle> = {}): RunHandle {
  return {
    run_id: "run-1",
    status: () => Promise.reject(new Error("not asked for")),
    result: () => Promise.resolve(TEST_RESULT),
    cancel: () => Promise.resolve(),
    events: async function* () {
      await Promise.resolve();
      yield { kind: "node", node: TEST_NODE } as const;
    },
    detach: () => Promise.resolve(),
    ...part,
  };
}

/** Ports whose runs complete at once; every part can be replaced. */
export function createFakePorts(options: FakePortsOptions = {}): FakePorts {
  const facades: FacadeRequest[] = [];
  const backends: BackendRequest[] = [];
  const prepared: RunRequest[] = [];
  const calls: string[] = [];
  const facade = createFakeFacade(options, prepared, calls);
  return {
    asked: { facades, backends, prepared, calls },
    version: "1.2.3",
    stateFolder: (folder) => Promise.resolve(join(folder, ".perdure")),
    openReader: () => facade,
    openFacade: (request) => {
      facades.push(request);
      return Promise.resolve(facade);
    },
    checkBackend: (request) => {
      calls.push(`check ${request.mode}`);
      return Promise.resolve();
    },
    resolveBackend: (request) => {
      backends.push(request);
      return Promise.resolve({
        factory: () => {
          throw new Error("A fake backend was opened");
        },
        description: `the ${request.mode} of a test`,
        details: {},
        close: () => Promise.resolve(void calls.push("close backend")),
        ...options.backend,
      });
    },
    devServer: {
      start: () => Promise.resolve({ address: "127.0.0.1:7233", pid: 7, started: true }),
      stop: () => Promise.resolve(true),
      status: () => Promise.resolve(undefined),
    },
    packages: createFakePackages("/nonexistent"),
    ...options.ports,
  };
}

function createFakeFacade(options: FakePortsOptions, prepared: RunRequest[], calls: string[]): Facade {
  return {
    mode: "test",
    capabilities: {
      durable: false,
      per_leaf_retry: false,
      per_run_retry: false,
      fire_and_forget: false,
      progress: true,
      cancel: true,
      attach: false,
      resume_failed: false,
      ...options.capabilities,
    },
    check: (method, { pipe: entry } = {}) => {
      const files = [{ path: method, text: readMethod(method) }];
      const parsing = entry === undefined ? {} : { entry };
      const parsed = parseMethod(files, parsing);
      const failure = parsed.ok ? undefined : createFailure("method.invalid", { message: "It has errors." });
      return Promise.resolve({ files, options: parsing, parsed, failure });
    },
    inputsTemplate: () => Promise.resolve({ question: "<question>" }),
    prepare: (request) => {
      prepared.push(request);
      return Promise.resolve({ ...TEST_RUN, ...options.prepared });
    },
    execute: () => Promise.resolve(TEST_RESULT),
    start: () => Promise.resolve(createTestHandle()),
    attach: () => Promise.resolve(createTestHandle()),
    resume: () => Promise.resolve(createTestHandle()),
    cancel: (runId, reason = "") => Promise.resolve(void calls.push(`cancel ${runId} ${reason}`)),
    outputs: () => Promise.resolve(TEST_OUTPUTS),
    records: () => Promise.resolve(options.records ?? []),
    record: (runId) => {
      const record = options.records?.find(({ run_id }) => run_id === runId);
      return record === undefined
        ? Promise.reject(createFailure("run.not_found", { message: `There is no run ${runId} in this project.` }))
        : Promise.resolve(record);
    },
    models: () => Promise.resolve([]),
    ensureEmulated: () => Promise.resolve(void calls.push("ensure emulated")),
    close: () => Promise.resolve(void calls.push("close facade")),
    ...options.facade,
  };
}

function readMethod(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw createFailure("method.not_found", { message: "None there.", location: { file }, cause: error });
  }
}
