export { createControlPlaneClient } from "./control-plane-client.ts";
export type {
  ControlPlaneClient,
  ControlPlaneClientOptions,
  StartedExecution,
  StartRequest,
} from "./control-plane-client.ts";
export type { Execution } from "./execution.ts";
export type { ExecutionEvent } from "./execution-event.ts";
export type { FollowOptions } from "./follow-execution.ts";
export type { ControlPlaneRequest, RequestOptions } from "./request.ts";
export type { ScheduleDefinition, Schedules } from "./schedules.ts";
