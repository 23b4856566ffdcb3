import type { Crate, Json, JsonObject, PipeRef } from "@perdure/crate";
import type {
  BackendCapabilities,
  BackendFactory,
  ExecuteOptions,
  NodeRecord,
  RunHandle,
  RunJob,
  RunResult,
  RunState,
  RunSummary,
} from "@perdure/engine";
import type { FailureError } from "@perdure/failures";
import type { ModelRow, PerdureFunctions } from "@perdure/operators";
import type { Diagnostic, MethodFile, ParsedMethod, ParseOptions } from "@perdure/parser";
import type { CallBound } from "./call-bound.ts";
import type { RunRecord } from "./run-record.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How `createPerdure` is set up. Everything has a default. */
export interface PerdureOptions {
  /** Where runs execute. Default: direct, in this process. */
  readonly backend?: BackendFactory | undefined;
  /** The project's folder: relative paths start here, `.perdure` is looked for from here upwards. Default: the current one. */
  readonly folder?: string | undefined;
  /** The state folder itself. Default: found from `folder`. */
  readonly state_folder?: string | undefined;
  /** What PipeFunc may call, by name. */
  readonly functions?: PerdureFunctions | undefined;
  /** Where keys and addresses of providers come from. Default: the environment of the process. */
  readonly environment?: Environment | undefined;
  /** Model calls go to the emulated provider: no key, nothing paid, answers made up. */
  readonly emulated?: boolean | undefined;
  /** Batch items in flight. Default: 8. */
  readonly max_concurrency?: number | undefined;
  /** Repeats of a provider call inside one attempt. Default: 2. */
  readonly transport_max_retries?: number | undefined;
  /** Receives messages of backends. Default: dropped. */
  readonly log?: ((message: string) => void) | undefined;
}

/** A method: the path of a `.mthds` file or of a folder of them, or the files' texts. */
export type MethodSource = string | readonly MethodFile[];

/** A method as it was read and checked. */
export interface CheckedMethod {
  readonly files: readonly MethodFile[];
  /** Files beside the method's own that diagnostics may point into: a manifest, a lock, other packages' bundles. */
  readonly around?: readonly MethodFile[];
  /** How the files were parsed: with the package that they are, and those that it builds on. */
  readonly options: ParseOptions;
  readonly parsed: ParsedMethod;
  /** Why it cannot run, where it has errors: `method.invalid`, each error with its place. */
  readonly failure?: FailureError | undefined;
}

/** What a run is made from. */
export interface RunRequest {
  readonly method: MethodSource;
  /** A pipe other than the method's main pipe, by code or full name. */
  readonly pipe?: string | undefined;
  readonly inputs?: JsonObject | undefined;
  /** The folder that relative paths in the inputs start from. Default: the project's folder. */
  readonly inputs_folder?: string | undefined;
  /** Default: a new one. */
  readonly run_id?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** A model that a run may use, and the pipes that may use it. */
export interface UsedModel {
  readonly provider: string;
  /** Where this process's environment sends its calls, where that is not the provider's own address. */
  readonly host?: string;
  readonly model: string;
  readonly pipes: readonly PipeRef[];
}

/** A run that is ready to start: the method is checked, the inputs are stored, the models are resolved. */
export interface PreparedRun {
  readonly job: RunJob;
  readonly crate: Crate;
  readonly diagnostics: readonly Diagnostic[];
  /** Each model that the run may use, once. */
  readonly models: readonly UsedModel[];
  readonly calls: CallBound;
}

/** What the caller adds to a run's record. */
export type RunDetails = Partial<
  Pick<
    RunRecord,
    "results" | "method" | "address" | "is_own_server" | "namespace" | "worker" | "task_queue" | "functions"
  >
>;

/** The main output of a run, or why there is none. */
export type MainOutput =
  | { readonly kind: "value"; readonly concept: string; readonly is_list: boolean; readonly content: Json }
  | { readonly kind: "absent"; readonly reason: string };

/** The outputs of a finished run with their contents. */
export interface RunOutputs {
  readonly run_id: string;
  readonly crate: Crate;
  readonly entry: PipeRef;
  readonly main: MainOutput;
  /** The standard's wire form. */
  readonly working_memory: JsonObject;
  readonly nodes: readonly NodeRecord[];
  readonly usage: RunResult["usage"];
}

/** Methods in, results out. Every method rejects with a FailureError. */
export interface Perdure {
  /** The backend's mode. */
  readonly mode: string;
  readonly capabilities: BackendCapabilities;
  /** Reads and checks a method; what is wrong with it is in `parsed.diagnostics`. Rejects when a file cannot be read. */
  check(method: MethodSource, options?: { readonly pipe?: string | undefined }): Promise<CheckedMethod>;
  /** The JSON that a caller fills in to run the method. Rejects with `method.invalid`. */
  inputsTemplate(method: MethodSource, options?: { readonly pipe?: string | undefined }): Promise<JsonObject>;
  /** Checks the method, stores inputs and crate, resolves the models. Calls no provider. */
  prepare(request: RunRequest): Promise<PreparedRun>;
  /** Prepares and runs, and gives the outputs. */
  run(request: RunRequest, options?: ExecuteOptions): Promise<RunOutputs>;
  /** Records a prepared run, then runs it to its end. */
  execute(prepared: PreparedRun, details?: RunDetails, options?: ExecuteOptions): Promise<RunResult>;
  /** Records a prepared run, then starts it. */
  start(prepared: PreparedRun, details?: RunDetails): Promise<RunHandle>;
  /** Follows a run; drives nothing. */
  attach(runId: string): Promise<RunHandle>;
  /** Drives a run that stopped. */
  resume(runId: string): Promise<RunHandle>;
  /** Ends a run. */
  cancel(runId: string, reason?: string): Promise<void>;
  /** The contents of a finished run. */
  outputs(result: RunResult): Promise<RunOutputs>;
  /** The records of this project's runs, newest first. */
  records(): Promise<readonly RunRecord[]>;
  record(runId: string): Promise<RunRecord>;
  /** Notes how a run stands. */
  note(runId: string, state: RunState): Promise<void>;
  /** The runs that the backend knows. */
  list(): AsyncIterable<RunSummary>;
  /** What model references mean here and now: all of the deck, or those of a method, of all its pipes where it has no main pipe. */
  models(method?: MethodSource): Promise<readonly ModelRow[]>;
  /** Starts the emulated provider where it does not run. */
  ensureEmulated(): Promise<void>;
  close(): Promise<void>;
}
