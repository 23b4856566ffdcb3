export { temporal } from "./temporal.ts";
export type { TemporalOptions } from "./temporal-options.ts";
export { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
export type { DispatchTable, LeafRoute } from "../contract/dispatch.ts";
export { DEFAULT_FLEET_QUEUE, embeddedQueueOf, workflowIdOf } from "../contract/names.ts";
export type { WorkerMode } from "../contract/run-contract.ts";
