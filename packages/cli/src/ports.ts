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
} from "@perdure/engine";
import type { FailureError } from "@perdure/failures";
import type { Diagnostic, MethodFile, ParsedMethod, ParseOptions } from "@perdure/parser";
import type { PackageCache, PackageFileSystem, Repositories } from "@perdure/parser/packages";
import type { Configuration } from "./configuration/configuration.ts";

/** A method as the facade read and checked it. */
export interface CheckedMethod {
  /** The files as diagnostics call them, with their texts. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Files beside the method's own that diagnostics may point into: a manifest, a lock, other packages' bundles. */
  readonly around?: readonly MethodFile[];
  /** How the files were parsed: with the package that they are, and those that it builds on. */
  readonly options: ParseOptions;
  readonly parsed: ParsedMethod;
  /** Why it cannot run, where it has errors. */
  readonly failure?: FailureError | undefined;
}

/** What a run is made from. */
export interface RunRequest {
  /** A `.mthds` file or a folder of them. */
  readonly method: string;
  /** A pipe other than the method's main pipe. */
  readonly pipe?: string | undefined;
  readonly inputs?: JsonObject | undefined;
  /** The folder that relative paths in the inputs start from. */
  readonly inputs_folder?: string | undefined;
  readonly run_id?: string | undefined;
}

/** The most provider calls that a run can make. */
export interface CallBound {
  /** Inferences of the parts whose size is known. */
  readonly fixed: number;
  /** Inferences for each item of lists whose length is not known yet. */
  readonly per_item: readonly {
    readonly list: string;
    /** The lists around it, the outermost first: each of their items has such a list. */
    readonly within: readonly string[];
    readonly pipe: PipeRef;
    readonly calls: number;
  }[];
  /** Calls that one inference can become: schema re-asks times transport retries. */
  readonly calls_per_inference: number;
}

/** A run that is ready to start: checked, shaped, resolved. */
export interface PreparedRun {
  readonly job: RunJob;
  readonly crate: Crate;
  readonly diagnostics: readonly Diagnostic[];
  readonly models: readonly {
    readonly provider: string;
    /** Where the environment sends its calls, where that is not the provider's own address. */
    readonly host?: string;
    readonly model: string;
    readonly pipes: readonly PipeRef[];
  }[];
  readonly calls: CallBound;
}

/** What is written to `runs/<id>.json` before a run starts, and read by every later command. */
export interface RunRecord {
  readonly schema: 1;
  readonly run_id: string;
  readonly backend: string;
  readonly address?: string | undefined;
  /** The address is this project's own dev server's, wherever that listens by now. */
  readonly is_own_server?: boolean | undefined;
  readonly namespace?: string | undefined;
  readonly worker?: "embedded" | "fleet" | undefined;
  readonly task_queue?: string | undefined;
  readonly entry: PipeRef;
  readonly crate: RunJob["crate"];
  readonly method: string;
  readonly providers: readonly string[];
  readonly results: string;
  readonly functions?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  /** The process that drives it, while it runs in one. */
  readonly process?: { readonly pid: number } | undefined;
  readonly state: RunState;
  readonly ended_at?: number | undefined;
}

/** The output of a finished run, with its contents. */
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
/** A run's main output: its content, or why there is none. */
export type MainOutput =
  | { readonly kind: "value"; readonly concept: string; readonly is_list: boolean; readonly content: Json }
  | { readonly kind: "absent"; readonly reason: string };

/** One line of what a model reference means here and now. */
export interface ModelLine {
  readonly reference: string;
  readonly family: string;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly why: string;
  /** What is in the way, and the variables that would make way. */
  readonly problem?: { readonly variables?: readonly string[] | undefined } | undefined;
}

/** The facade as the command uses it. */
export interface Facade {
  readonly mode: string;
  readonly capabilities: BackendCapabilities;
  check(method: string, options?: { readonly pipe?: string | undefined }): Promise<CheckedMethod>;
  inputsTemplate(method: string, options?: { readonly pipe?: string | undefined }): Promise<JsonObject>;
  prepare(request: RunRequest): Promise<PreparedRun>;
  /** Registers the run, then runs it to its end. */
  execute(prepared: PreparedRun, details: RunDetails, options?: ExecuteOptions): Promise<RunResult>;
  /** Registers the run, then starts it. */
  start(prepared: PreparedRun, details: RunDetails): Promise<RunHandle>;
  attach(runId: string): Promise<RunHandle>;
  resume(runId: string): Promise<RunHandle>;
  /** Cancels a run, whoever drives it. */
  cancel(runId: string, reason?: string): Promise<void>;
  outputs(result: RunResult): Promise<RunOutputs>;
  records(): Promise<readonly RunRecord[]>;
  record(runId: string): Promise<RunRecord>;
  models(method?: string): Promise<readonly ModelLine[]>;
  /** Starts the emulated provider where it does not run. */
  ensureEmulated(): Promise<void>;
  close(): Promise<void>;
}
/** What the command adds to a run's record. */
export type RunDetails = Pick<RunRecord, "results"> &
  Partial<Pick<RunRecord, "address" | "is_own_server" | "namespace" | "worker" | "task_queue" | "functions">> & {
    readonly method: string;
  };

/** What a command asks of the place where backends are known. */
export interface BackendRequest {
  /** `direct`, `journal`, `temporal`, or the name of an installed package. */
  readonly mode: string;
  readonly configuration: Configuration;
  readonly state_folder: string;
  /** The project's folder, where packages are looked for first. */
  readonly project: string;
  /** What the run's record says, when a run is taken up again. */
  readonly record?: RunRecord | undefined;
  /** Says one line to the person. */
  readonly say: (line: string) => void;
}
/** A backend that can be opened. */
export interface ResolvedBackend {
  readonly factory: BackendFactory;
  /** Where it runs, for the first lines: `Temporal at 127.0.0.1:7233`. */
  readonly description: string;
  readonly details: Partial<Pick<RunRecord, "address" | "is_own_server" | "namespace" | "worker" | "task_queue">>;
  /** Serves a fleet's queue in this process, where the backend has workers. The facade must be open. */
  startWorker?(work: WorkRequest): Promise<RunningWorker>;
  close(): Promise<void>;
}

/** What a worker is to serve. */
export interface WorkRequest {
  /** Default: the configured queue. */
  readonly task_queue?: string | undefined;
}
/** A worker that serves a queue. */
export interface RunningWorker {
  readonly task_queue: string;
  /** Rejects when the worker fails. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** What a facade is opened with. */
export interface FacadeRequest {
  /** Absent: direct. */
  readonly backend?: BackendFactory | undefined;
  readonly state_folder: string;
  readonly project: string;
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly emulated: boolean;
  /** Whether the project's functions are loaded, which runs its code. */
  readonly functions: boolean;
  readonly limits: {
    readonly max_concurrency?: number | undefined;
    readonly transport_max_retries?: number | undefined;
  };
}

/** Reads and checks methods. It runs none, and loads nothing that does. */
export type MethodReader = Pick<Facade, "check" | "inputsTemplate">;

/** What commands are handed that only read methods. */
export interface ReadingPorts {
  readonly version: string;
  /** A reader of methods whose files are called by their paths from a folder. */
  openReader(request: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
  }): MethodReader;
}

/** What the command is handed: everything that knows a backend. */
export interface CommandPorts extends ReadingPorts {
  /** The state folder (`.perdure`) of a project; made when `create`. */
  stateFolder(folder: string, create: boolean): Promise<string>;
  openFacade(request: FacadeRequest): Promise<Facade>;
  /** Rejects where a backend cannot be had, before anything is written or started for it. */
  checkBackend(request: BackendRequest): Promise<void>;
  resolveBackend(request: BackendRequest): Promise<ResolvedBackend>;
  readonly devServer: DevServerPort;
  readonly packages: PackagePorts;
}
/** What the commands for packages need of the machine. */
export interface PackagePorts {
  readonly files: PackageFileSystem;
  /** Where fetched packages are kept, found from the user's environment. */
  cache(environment: FacadeRequest["environment"]): Promise<PackageCache>;
  /** The repositories that packages are fetched from; those named in `replaced` from a folder of this machine instead. */
  repositories(
    environment: FacadeRequest["environment"],
    replaced: ReadonlyMap<string, string>,
  ): Promise<PackageRepositories>;
}
/** Repositories that hold something open while they are used. */
export interface PackageRepositories extends Repositories {
  close(): Promise<void>;
}
/** The project's own Temporal dev server: what starts, stops and finds it. */
export interface DevServerPort {
  start(request: {
    readonly project: string;
    readonly state_folder: string;
    readonly build: boolean;
    readonly say: (line: string) => void;
  }): Promise<{
    readonly address: string;
    readonly pid: number;
    readonly started: boolean;
  }>;
  stop(request: { readonly project: string; readonly state_folder: string }): Promise<boolean>;
  status(request: {
    readonly project: string;
    readonly state_folder: string;
  }): Promise<{ readonly address: string; readonly pid: number } | undefined>;
}
