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
export type { ContentStore } from "./content-store.ts";
export type { Environment } from "./environment.ts";
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
export type { NodeRecord, NodeStatus, RunEvent } from "./run-event.ts";
export { DEFAULT_LIMITS } from "./run-job.ts";
export type { PipeModels, RunJob, RunLimits } from "./run-job.ts";
export type { AbsenceRecord, ContentReference, StoredList, StoredValue, Stuff, StuffValue, WorkingMemory } from "./values.ts";
