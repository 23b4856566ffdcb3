export { createActivities } from "./create-activities.ts";
export type { PerdureActivities } from "./create-activities.ts";
export type { LeafActivityInput } from "../contract/run-contract.ts";
