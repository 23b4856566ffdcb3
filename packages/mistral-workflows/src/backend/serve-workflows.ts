import type { BackendHost } from "@perdure/engine";
import { definitionsFor } from "../activities/definitions.ts";
import type { DeliveryPorts } from "../activities/deliver.ts";
import type { WorkflowHost } from "../host/workflow-host.ts";

/** Works on the runs of a host, whoever starts them: what a worker's own process calls. Resolves to what ends it. */
export function serveWorkflows(
  host: WorkflowHost,
  backendHost: BackendHost,
  { delivery }: { readonly delivery?: DeliveryPorts } = {},
): Promise<{ stop(): Promise<void> }> {
  return host.serve(definitionsFor(backendHost, { delivery }));
}
