export { EMPTY_CONFIGURATION } from "./configuration/configuration.ts";
export type {
  Configuration,
  MistralWorkflowsConfiguration,
  ProviderConfiguration,
  TemporalConfiguration,
} from "./configuration/configuration.ts";
export { isMistralWorkflows } from "./configuration/mistral-workflows-names.ts";
export type {
  BackendRequest,
  CallBound,
  CheckedMethod,
  CommandPorts,
  DevServerPort,
  Facade,
  FacadeRequest,
  MainOutput,
  MethodReader,
  ModelLine,
  PackagePorts,
  PackageRepositories,
  PreparedRun,
  ReadingPorts,
  ResolvedBackend,
  RunDetails,
  RunOutputs,
  RunRecord,
  RunRequest,
  RunningWorker,
  WorkRequest,
} from "./ports.ts";
export { runCommand } from "./run-command.ts";
export type { CommandIo, OutputStream } from "./terminal/command-io.ts";
export { processIo } from "./terminal/process-io.ts";
