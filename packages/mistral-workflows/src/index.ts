export { mistralWorkflows } from "./backend/mistral-workflows.ts";
export type { MistralWorkflowsOptions } from "./backend/mistral-workflows.ts";
export { MissingMistralWorkflowsHostError } from "./backend/missing-host.ts";
export { readBridgeMode } from "./backend/bridge-mode.ts";
export { serveWorkflows } from "./backend/serve-workflows.ts";
export type { DeliveryPorts } from "./activities/deliver.ts";
export { createBridge } from "./bridge/create-bridge.ts";
export type { Bridge, BridgeOptions, PreparedPipe } from "./bridge/create-bridge.ts";
export type { DeliveryAssignment, StorageTarget, WebhookTarget } from "./bridge/delivery-assignment.ts";
export { readPipeRunInput } from "./bridge/read-run-input.ts";
export type { PipeRunRequest } from "./bridge/read-run-input.ts";
export { readPipeDispatchAck, readPipeRunOutput } from "./bridge/run-output.ts";
export type { PipeDispatchAck, PipeRunOutput } from "./bridge/run-output.ts";
export { HostFailure } from "./host/host-failure.ts";
export type { HostFailureOptions } from "./host/host-failure.ts";
export type {
  ActivityContext,
  ActivityFunction,
  ActivityOptions,
  ExecutionDescription,
  ExecutionState,
  HostCapabilities,
  HostDefinitions,
  HostHandle,
  StartOptions,
  WorkflowContext,
  WorkflowFunction,
  WorkflowHost,
} from "./host/workflow-host.ts";
export { inMemoryHost } from "./hosts/in-memory/in-memory-host.ts";
export type { InMemoryHostOptions } from "./hosts/in-memory/in-memory-host.ts";
export type { BridgeMode } from "./workflows/run-input.ts";
