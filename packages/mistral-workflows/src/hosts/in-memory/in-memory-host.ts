import type { Json } from "@perdure/crate";
import { runCancelled } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { HostDefinitions, HostHandle, WorkflowHost } from "../../host/workflow-host.ts";
import { createExecution } from "./execution.ts";
import type { Execution } from "./execution.ts";

/** How a host in this process keeps time. */
export type InMemoryHostOptions = Pick<BackendHost, "now" | "sleepUntil">;

/** What Mistral Workflows carries, less what its own envelope takes. */
const MAX_PAYLOAD_BYTES = 1_900_000;
const POLL_MS = 10;

/**
 * A host that lives in this process, for development and tests: the same retries, children, cancellation, ids and bounds as a server
 * has, and nothing that outlives the object. It keeps no clocks over activities: a leaf ends its own calls.
 */
export function inMemoryHost(options: InMemoryHostOptions): WorkflowHost {
  const executions = new Map<string, Execution>();
  const served: HostDefinitions[] = [];
  let closed = false;

  const definitions = (): HostDefinitions => {
    const [first] = served;
    if (first !== undefined && !closed) return first;
    throw createFailure("perdure.worker_lost", { message: "Nobody works on this host." });
  };
  const bounded = (what: string, payload: Json): Json => {
    const text = JSON.stringify(payload);
    const size = new TextEncoder().encode(text).length;
    if (size <= MAX_PAYLOAD_BYTES) return JSON.parse(text) as Json;
    throw createFailure("perdure.payload_too_large", {
      message: `${what} takes ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that the host carries.`,
    });
  };
  const find = (id: string): Execution => {
    const execution = executions.get(id);
    if (execution !== undefined) return execution;
    throw createFailure("run.not_found", { message: `The host has no execution ${id}.` });
  };
  const start = (workflow: string, input: Json, id: string, memo: Readonly<Record<string, string>>): Execution => {
    if (!/^[A-Za-z0-9_-]{1,256}$/u.test(id)) {
      throw createFailure("request.invalid", { message: `An execution cannot be called '${id}'.` });
    }
    if (executions.has(id)) {
      throw createFailure("perdure.run_already_exists", { message: `The host has an execution ${id}.` });
    }
    const run = definitions().workflows[workflow];
    if (run === undefined) throw createFailure("request.invalid", { message: `There is no workflow ${workflow}.` });
    const execution = createExecution({
      ...options,
      id,
      workflow,
      memo,
      run,
      input: bounded(`The input of ${workflow}`, input),
      activity: (name) => definitions().activities[name],
      startChild: (name, childInput, childId) => start(name, childInput, childId, {}),
      bounded,
    });
    executions.set(id, execution);
    return execution;
  };

  return {
    id: "in-memory",
    capabilities: { durable: false, max_payload_bytes: MAX_PAYLOAD_BYTES },
    poll_ms: POLL_MS,
    serve: (given) => {
      served.push(given);
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    start: async (workflow, input, { id, memo }) => handleOf(start(workflow, input, id, memo)),
    get: async (id) => handleOf(find(id)),
    async *list(workflow) {
      for (const execution of executions.values()) {
        if (execution.describe().workflow === workflow) yield execution.describe();
      }
    },
    async close() {
      closed = true;
      const gone = createFailure("perdure.worker_lost", {
        message: "The host was closed while the run was on its way.",
      });
      for (const execution of executions.values()) execution.lose(gone);
    },
  };
}

const handleOf = (execution: Execution): HostHandle => ({
  id: execution.id,
  result: () => execution.result,
  describe: () => Promise.resolve(execution.describe()),
  query: (name) => Promise.resolve(execution.query(name)),
  cancel: async (reason) => execution.cancel(runCancelled(reason)),
});
