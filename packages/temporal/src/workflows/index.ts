export { perdureRun } from "./perdure-run.ts";
export type { RunInput, RunOutput } from "../contract/run-contract.ts";
export type { DispatchTable, LeafRoute } from "../contract/dispatch.ts";
