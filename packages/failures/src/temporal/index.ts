export { fromTemporalFailure } from "./from-temporal-failure.ts";
export { failureToken } from "../failure-token.ts";
export { heartbeatDetails } from "./heartbeat-details.ts";
export type { HeartbeatDetails } from "./heartbeat-details.ts";
export { PACKED_REPORT_BYTES, packReport } from "./pack-report.ts";
export { toTemporalFailure } from "./to-temporal-failure.ts";
export type { TemporalFailureData, TemporalFailureOptions } from "./to-temporal-failure.ts";
export { workerLost } from "./timeout-failure.ts";
