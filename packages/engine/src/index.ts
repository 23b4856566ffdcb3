export { BACKEND_CONTRACT } from "./backend.ts";
export type {
  Backend,
  BackendCapabilities,
  BackendFactory,
  BackendHost,
  ExecuteOptions,
  RunHandle,
  RunResult,
  RunState,
  RunStatus,
  RunSummary,
} from "./backend.ts";
export { composeContent } from "./compose-content.ts";
export { contentProblems } from "./content-problems.ts";
export type { ContentProblem } from "./content-problems.ts";
export { digestOf, toContentReference } from "./content-reference.ts";
export type { ContentReference } from "./content-reference.ts";
export type { ContentStore } from "./content-store.ts";
export { readDataUrl } from "./data-url.ts";
export { effectOf } from "./effect-of.ts";
export type { Environment } from "./environment.ts";
export { evaluateCondition } from "./evaluate-condition.ts";
export { followToEnd } from "./follow-to-end.ts";
export { interpret } from "./interpret.ts";
export type { Interpretation } from "./interpret.ts";
export type {
  AbortSignalLike,
  CrateReference,
  LeafCall,
  LeafContext,
  LeafExecutor,
  LeafResult,
  LeafUsage,
  ResolvedModel,
  TransportLimits,
} from "./leaf.ts";
export { isPureKind, leafKey } from "./leaf-key.ts";
export { limitsOfCall } from "./limits-of-call.ts";
export { MAIN_STUFF } from "./memory.ts";
export { mainStuffJson } from "./main-stuff-json.ts";
export { memoryContents } from "./memory-contents.ts";
export { renderSource } from "./pure-piece.ts";
export type { PureContext } from "./pure-piece.ts";
export { inPlanOrder } from "./plan-order.ts";
export { readRunJob } from "./read-run-job.ts";
export type { NodeRecord, NodeStatus, RunEvent } from "./run-event.ts";
export { DEFAULT_LIMITS } from "./run-job.ts";
export type { InlineLimits, PipeModels, RunJob, RunLimits } from "./run-job.ts";
export { runAlreadyEnded, runCancelled, runNotDriven, runNotFinished } from "./run-endings.ts";
export { isRunId } from "./run-id.ts";
export { runPureLeaf } from "./run-pure-leaf.ts";
export { inputProblems, shapeInputs } from "./shape-inputs.ts";
export type { LocalFile, ShapeInputsRequest } from "./shape-inputs.ts";
export { shapeOf } from "./shape-of.ts";
export { inlineContent, inlineValue, isStoredList, listLength, loadContent, storeContent } from "./stored-content.ts";
export { sumUsage } from "./sum-usage.ts";
export type { LoadedStuff } from "./template-context.ts";
export type {
  AbsenceRecord,
  StoredList,
  StoredLongList,
  StoredValue,
  Stuff,
  StuffValue,
  WorkingMemory,
} from "./values.ts";
export { withDefaults } from "./with-defaults.ts";
export { bindResult, emptyMemory, findStuff, mainStuff, putStuff } from "./working-memory.ts";
export { wireContent, wireMemory } from "./wire-memory.ts";
