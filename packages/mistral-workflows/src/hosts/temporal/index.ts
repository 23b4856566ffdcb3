export { temporalHost } from "./temporal-host.ts";
export type { TemporalHostOptions } from "./temporal-host.ts";
