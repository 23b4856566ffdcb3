import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { startEmulatedControlPlane } from "../emulated-control-plane/index.ts";
import type { EmulatedControlPlane, EmulatedControlPlaneOptions } from "../emulated-control-plane/index.ts";
import { HostFailure } from "../host/host-failure.ts";
import type { WorkflowFunction } from "../host/workflow-host.ts";
import { inMemoryHost } from "../hosts/in-memory/in-memory-host.ts";
import { createControlPlaneClient } from "../rest/index.ts";
import type { ControlPlaneClient, ControlPlaneClientOptions } from "../rest/index.ts";

const START_MS = 1_767_225_600_000;

const greet: WorkflowFunction = (_context, input) =>
  Promise.resolve({ result: `Hello, ${(input as { name: string }).name}` } as Json);
const refuse: WorkflowFunction = () =>
  Promise.reject(new HostFailure(createFailure("model.content_refused", { message: "The model said no." })));
const wait: WorkflowFunction = (context) => {
  context.onQuery("step", () => ({ step: 1 }));
  return new Promise((_resolve, reject) => {
    context.signal.addEventListener("abort", () => reject(new Error("stopped")));
  });
};

/** An emulated control plane with three workflows, and a client of it. */
export async function emulatedPlane(
  options: Partial<EmulatedControlPlaneOptions> = {},
  client: ControlPlaneClientOptions = {},
): Promise<{ readonly plane: EmulatedControlPlane; readonly client: ControlPlaneClient; close(): Promise<void> }> {
  const host = inMemoryHost({ now: () => START_MS, sleepUntil: () => Promise.resolve() });
  await host.serve({ workflows: { greet, refuse, wait }, activities: {} });
  const plane = await startEmulatedControlPlane({ host, now: () => START_MS, ...options });
  const { base_url } = plane;
  return {
    plane,
    client: createControlPlaneClient(
      { api_key: "key-of-a-test", base_url, poll_ms: 5, retry_delay_ms: () => 1, ...client },
      {},
    ),
    close: async () => {
      await host.close();
      await plane.close();
    },
  };
}
