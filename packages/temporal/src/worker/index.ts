export { createPerdureWorker } from "./create-perdure-worker.ts";
export type { PerdureWorker, PerdureWorkerOptions, WorkerScope } from "./create-perdure-worker.ts";
export { workflowBundle } from "./workflow-bundle.ts";
