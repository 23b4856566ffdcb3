export type { CallBound } from "./call-bound.ts";
export { createPerdure } from "./create-perdure.ts";
export { loadFunctions } from "./load-functions.ts";
export type {
  CheckedMethod,
  MainOutput,
  MethodSource,
  Perdure,
  PerdureOptions,
  PreparedRun,
  RunDetails,
  RunOutputs,
  RunRequest,
  UsedModel,
} from "./options.ts";
export { isRunId } from "@perdure/engine";
export { createRunId } from "./run-id.ts";
export type { RunRecord } from "./run-record.ts";
export { ensureStateFolder, findStateFolder } from "./state-folder.ts";
