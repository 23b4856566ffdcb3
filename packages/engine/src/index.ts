export { BACKEND_CONTRACT } from "./contract/backend.ts";
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
} from "./contract/backend.ts";
export { composeContent } from "./pure/compose-content.ts";
export { contentProblems } from "./contents/content-problems.ts";
export type { ContentProblem } from "./contents/content-problems.ts";
export { digestOf, toContentReference } from "./contents/content-reference.ts";
export type { ContentReference } from "./contents/content-reference.ts";
export type { ContentStore } from "./contents/content-store.ts";
export { readDataUrl } from "./contents/data-url.ts";
export { effectOf } from "./contract/effect-of.ts";
export type { Environment } from "./contract/environment.ts";
export { evaluateCondition } from "./pure/evaluate-condition.ts";
export { followToEnd } from "./contract/follow-to-end.ts";
export { interpret, interpretPipe } from "./interpreter/interpret.ts";
export type { Interpretation } from "./interpreter/interpret.ts";
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
} from "./contract/leaf.ts";
export type { PipeCall, PipeResult } from "./contract/pipe-call.ts";
export { isPureKind, leafKey } from "./contract/leaf-key.ts";
export { limitsOfCall } from "./contract/limits-of-call.ts";
export { MAIN_STUFF } from "./memory/memory.ts";
export { mainStuffJson } from "./memory/main-stuff-json.ts";
export { memoryContents } from "./contents/memory-contents.ts";
export { renderSource } from "./pure/pure-piece.ts";
export type { PureContext } from "./pure/pure-piece.ts";
export { inPlanOrder } from "./contract/plan-order.ts";
export { readRunJob } from "./contract/read-run-job.ts";
export type { NodeRecord, NodeStatus, RunEvent } from "./contract/run-event.ts";
export { DEFAULT_LIMITS } from "./contract/run-job.ts";
export type { InlineLimits, PipeModels, RunJob, RunLimits } from "./contract/run-job.ts";
export { runAlreadyEnded, runCancelled, runNotDriven, runNotFinished } from "./contract/run-endings.ts";
export { isRunId } from "./contract/run-id.ts";
export { isSameJob, runIdTaken } from "./contract/run-identity.ts";
export { runPureLeaf } from "./pure/run-pure-leaf.ts";
export { inputProblems, shapeInputs } from "./inputs/shape-inputs.ts";
export type { LocalFile, ShapeInputsRequest } from "./inputs/shape-inputs.ts";
export { shapeOf } from "./pure/shape-of.ts";
export {
  inlineContent,
  inlineValue,
  isStoredList,
  listLength,
  loadContent,
  storeContent,
} from "./contents/stored-content.ts";
export { sumUsage } from "./contract/sum-usage.ts";
export type { LoadedStuff } from "./pure/template-context.ts";
export type {
  AbsenceRecord,
  StoredList,
  StoredLongList,
  StoredValue,
  Stuff,
  StuffValue,
  WorkingMemory,
} from "./memory/values.ts";
export { withDefaults } from "./contents/with-defaults.ts";
export { bindResult, emptyMemory, findStuff, mainStuff, putStuff } from "./memory/working-memory.ts";
export { wireContent, wireMemory } from "./memory/wire-memory.ts";
