import type { BackendUnderTest } from "@perdure/conformance";
import { mistralWorkflows } from "../backend/mistral-workflows.ts";
import type { WorkflowHost } from "../host/workflow-host.ts";
import { inMemoryHost } from "../hosts/in-memory/in-memory-host.ts";
import type { BridgeMode } from "../workflows/run-input.ts";

/** The bridge on a host in this process, which all instances share. */
export function inMemoryUnderTest(mode: BridgeMode): BackendUnderTest {
  let shared: WorkflowHost | undefined;
  return {
    name: `mistral-workflows (${mode}, in-memory)`,
    open: (host) => mistralWorkflows({ mode, host: (shared ??= inMemoryHost(host)) })(host),
  };
}
