import type { Json, JsonObject } from "@perdure/crate";
import { isFailureError } from "@perdure/failures";
import { HostFailure } from "../host/host-failure.ts";
import type { HostHandle, WorkflowHost } from "../host/workflow-host.ts";
import { markedMessage } from "../rest/failure-marker.ts";
import type { EmulatedAnswer } from "./emulated-answer.ts";

/** One event as it is written: its data as text, because JavaScript has no number for its nanoseconds. */
export interface EmulatedEvent {
  readonly sequence: number;
  readonly text: string;
}
/** Executions of a host, as the control plane tells of them. */
export interface EmulatedExecutions {
  has(id: string): boolean;
  route(method: string, parts: readonly string[], body: JsonObject): Promise<EmulatedAnswer | undefined>;
  /** Each event as it happens, until the execution has ended. */
  events(id: string, timestamps: "nanoseconds" | "milliseconds"): AsyncIterable<EmulatedEvent>;
}

interface Known {
  readonly workflow: string;
  readonly input: Json;
  readonly handle: HostHandle;
  readonly started_at: number;
  readonly end: Promise<{
    readonly type: string;
    readonly attributes: JsonObject;
    readonly status: string;
    readonly result: Json;
  }>;
  readonly signals: JsonObject[];
  terminated: boolean;
}

export function createEmulatedExecutions(host: WorkflowHost, now: () => number): EmulatedExecutions {
  const known = new Map<string, Known>();

  const begin = async (workflow: string, body: JsonObject): Promise<EmulatedAnswer> => {
    const id = textOr(body["execution_id"], `execution-${known.size + 1}`);
    const input = body["input"] ?? {};
    let handle: HostHandle;
    try {
      handle = await host.start(workflow, input, { id, memo: {} });
    } catch (error) {
      if (!isFailureError(error)) throw error;
      const { code } = error.report;
      if (code === "perdure.run_already_exists") {
        return { status: 409, body: { detail: "Already started", code: "WF_1101" } };
      }
      if (code === "request.invalid") return { status: 404, body: { detail: "Not found", code: "WF_1100" } };
      throw error;
    }
    const started: Known = {
      workflow,
      input,
      handle,
      started_at: now(),
      end: endOf(handle),
      signals: [],
      terminated: false,
    };
    known.set(id, started);
    return { status: 200, body: await shown(id, started) };
  };

  return {
    has: (id) => known.has(id),
    async route(method, parts, body) {
      const [first = "", id = "", verb] = parts;
      if (method === "POST" && parts.length === 2 && id === "execute") return begin(first, body);
      if (first !== "executions") return undefined;
      const execution = known.get(id);
      if (execution === undefined) return undefined;
      if (method === "GET" && verb === undefined) return { status: 200, body: await shown(id, execution) };
      if (method !== "POST") return undefined;
      const { status } = await shown(id, execution);
      const runs = status === "RUNNING";
      const ended: EmulatedAnswer = {
        status: 409,
        body: { detail: "Not running", code: "WF_1102", status: status as Json },
      };
      switch (verb) {
        case "signals":
          if (!runs) return ended;
          execution.signals.push(body);
          return { status: 202, body: { message: "Signal accepted" } };
        case "queries": {
          const name = textOr(body["name"], "");
          return { status: 200, body: { query_name: name, result: (await execution.handle.query(name)) ?? null } };
        }
        case "updates":
          if (!runs) return ended;
          return { status: 200, body: { update_name: body["name"] as Json, result: body["input"] ?? null } };
        case "cancel":
        case "terminate":
          if (!runs) return ended;
          execution.terminated = verb === "terminate";
          await execution.handle.cancel();
          return { status: 204, body: null };
        default:
          return undefined;
      }
    },
    async *events(id, timestamps) {
      const execution = known.get(id) as Known;
      const { workflow, input, started_at } = execution;
      const event = (sequence: number, at: number, event_type: string, attributes: JsonObject): EmulatedEvent => {
        const data = {
          event_id: `${id}-${sequence}`,
          event_timestamp: 0,
          root_workflow_exec_id: id,
          parent_workflow_exec_id: null,
          continued_run_id: null,
          first_execution_run_id: null,
          schedule_id: null,
          workflow_exec_id: id,
          workflow_run_id: `${id}-run`,
          workflow_name: workflow,
          event_type,
          attributes,
        };
        const frame = {
          stream: `executions.${id}`,
          timestamp: new Date(at).toISOString(),
          broker_sequence: sequence,
          data,
          workflow_context: {
            namespace: "emulated",
            workflow_name: workflow,
            workflow_exec_id: id,
            parent_workflow_exec_id: null,
            root_workflow_exec_id: id,
          },
          metadata: {},
        };
        const digits = timestamps === "nanoseconds" ? `${at}000001` : String(at);
        return { sequence, text: JSON.stringify(frame).replace('"event_timestamp":0', `"event_timestamp":${digits}`) };
      };
      yield event(1, started_at, "WORKFLOW_EXECUTION_STARTED", {
        task_id: id,
        workflow_name: workflow,
        input: { type: "json", value: input },
      });
      const { type, attributes } = await execution.end;
      yield event(2, now(), type, attributes);
    },
  };

  async function shown(id: string, { workflow, handle, started_at, end, terminated }: Known): Promise<JsonObject> {
    const { state, ended_at } = await handle.describe();
    const last = state === "running" ? undefined : await end;
    const status =
      last === undefined ? "RUNNING" : terminated && last.status === "CANCELED" ? "TERMINATED" : last.status;
    return {
      workflow_name: workflow,
      execution_id: id,
      root_execution_id: id,
      parent_execution_id: null,
      run_id: null,
      status,
      start_time: new Date(started_at).toISOString(),
      end_time: last === undefined ? null : new Date(ended_at ?? now()).toISOString(),
      result: last?.result ?? null,
    };
  }
}

const textOr = (value: Json | undefined, otherwise: string): string => (typeof value === "string" ? value : otherwise);

/** The end of an execution as its last event tells it: of a failure there is nothing but a sentence. */
async function endOf(handle: HostHandle): Promise<Awaited<Known["end"]>> {
  const task_id = handle.id;
  try {
    const result = await handle.result();
    return {
      type: "WORKFLOW_EXECUTION_COMPLETED",
      attributes: { task_id, result: { type: "json", value: result } },
      status: "COMPLETED",
      result,
    };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    const { report } = error.failure;
    if (report.code === "run.cancelled") {
      return {
        type: "WORKFLOW_EXECUTION_CANCELED",
        attributes: { task_id, reason: null },
        status: "CANCELED",
        result: null,
      };
    }
    const failure = { message: markedMessage(report) };
    return {
      type: "WORKFLOW_EXECUTION_FAILED",
      attributes: { task_id, failure, attempt: 1 },
      status: "FAILED",
      result: null,
    };
  }
}
