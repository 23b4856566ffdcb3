export { journal } from "./journal.ts";
export type { JournalOptions } from "./journal.ts";
export { currentProcess, livenessOf } from "./lease/process-identity.ts";
export type { Liveness, ProcessIdentity } from "./lease/process-identity.ts";
