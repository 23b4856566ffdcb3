import type { Json, JsonObject } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { unreadable } from "./control-plane-failure.ts";
import { executionSchema, hasEnded, unwrapResult } from "./execution.ts";
import type { Execution } from "./execution.ts";
import type { ExecutionEvent } from "./execution-event.ts";
import { failureOfMessage } from "./failure-marker.ts";
import { followExecution } from "./follow-execution.ts";
import type { FollowOptions } from "./follow-execution.ts";
import { createRequests } from "./request.ts";
import type { ControlPlaneRequest, RequestOptions } from "./request.ts";
import { createSchedules } from "./schedules.ts";
import type { Schedules } from "./schedules.ts";

/** How the client is made. */
export interface ControlPlaneClientOptions extends RequestOptions {
  /** Milliseconds between two looks at an execution that is waited for. Default: 5000. */
  readonly poll_ms?: number;
}
/** What is started. */
export interface StartRequest {
  /** A workflow's name or id. */
  readonly workflow: string;
  readonly input?: JsonObject;
  /** Letters, digits, `_` and `-`. Default: one that is made up, so that a lost start can be sent again. */
  readonly execution_id?: string;
  readonly deployment_name?: string;
  readonly timeout_seconds?: number;
  readonly custom_tracing_attributes?: Readonly<Record<string, string>>;
  readonly extensions?: JsonObject;
}
/** What was started, or had been before. */
export interface StartedExecution {
  readonly execution_id: string;
  /** The start had been taken before its answer was lost. */
  readonly was_started_before: boolean;
}

/** Talks to the control plane of Mistral Workflows over its documented REST API. Everything rejects with a FailureError. */
export interface ControlPlaneClient {
  /** Starts a workflow. A start whose answer is lost is sent again under the same id; that it is known then is its success. */
  start(request: StartRequest): Promise<StartedExecution>;
  get(executionId: string): Promise<Execution>;
  /** Each event once and in order, over breaks of the stream, until the execution has ended. */
  follow(executionId: string, options?: FollowOptions): AsyncIterable<ExecutionEvent>;
  /** Waits for the end and gives the workflow's own result. Rejects with the failure that its message means, by its end. */
  result(executionId: string, options?: { readonly signal?: AbortSignal }): Promise<Json>;
  signal(executionId: string, name: string, input?: JsonObject): Promise<void>;
  query(executionId: string, name: string, input?: JsonObject): Promise<Json>;
  update(executionId: string, name: string, input?: JsonObject): Promise<Json>;
  cancel(executionId: string): Promise<void>;
  terminate(executionId: string): Promise<void>;
  readonly schedules: Schedules;
  /** Any other request below `/v1/workflows`. */
  request(request: ControlPlaneRequest): Promise<Json>;
}

const POLL_MS = 5000;
const EXECUTION_ID = /^[A-Za-z0-9_-]{1,256}$/u;

/** Makes a client. Nothing is sent before it is used. */
export function createControlPlaneClient(
  options: ControlPlaneClientOptions = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ControlPlaneClient {
  const requests = createRequests(options, environment);
  const { poll_ms = POLL_MS } = options;
  const delay =
    options.retry_delay_ms ?? ((failures) => Math.min(poll_ms, 250 * 2 ** failures) * (0.5 + Math.random() / 2));
  const at = (executionId: string, rest = ""): string =>
    `/executions/${encodeURIComponent(checked(executionId))}${rest}`;
  const message = (executionId: string, kind: string, name: string, input: JsonObject | undefined): Promise<Json> =>
    requests.json({
      method: "POST",
      path: at(executionId, `/${kind}`),
      body: { name, ...(input === undefined ? {} : { input }) },
      what: `the execution ${executionId}`,
      // A question changes nothing.
      repeatable: kind === "queries",
    });

  const client: ControlPlaneClient = {
    async start({
      workflow,
      execution_id = randomUUID(),
      input,
      timeout_seconds,
      custom_tracing_attributes,
      extensions,
      deployment_name,
    }) {
      checked(execution_id);
      // What is absent is left out; the order is that of the official client.
      const body = {
        execution_id,
        input,
        wait_for_result: false,
        timeout_seconds,
        custom_tracing_attributes,
        force_new_trace: false,
        extensions,
        deployment_name,
      } as unknown as JsonObject;
      const what = `the workflow ${workflow}`;
      let lost = false;
      for (let attempt = 1; ; attempt += 1) {
        try {
          await requests.json({
            method: "POST",
            path: `/${encodeURIComponent(workflow)}/execute`,
            body,
            what,
          });
          return { execution_id, was_started_before: false };
        } catch (error) {
          if (!isFailureError(error)) throw error;
          const { code, category, retry_after_ms = 0 } = error.report;
          if (code === "perdure.run_already_exists" && lost) return { execution_id, was_started_before: true };
          // Under one id a second start is no second execution.
          const mayRepeat = category === "transient" || code === "run.outcome_unknown";
          if (!mayRepeat || attempt > (options.max_retries ?? 2)) throw error;
          lost ||= code !== "provider.rate_limited";
          await sleep(Math.max(retry_after_ms, delay(attempt)));
        }
      }
    },
    async get(executionId) {
      const what = `the execution ${executionId}`;
      const query = { include_search_keys: false };
      const read = executionSchema.safeParse(
        await requests.json({ method: "GET", path: at(executionId), query, what }),
      );
      if (read.success) return read.data;
      throw unreadable(what, read.error);
    },
    follow: (executionId, follow = {}) =>
      followExecution(
        {
          open: (last_event_id, signal) =>
            requests.stream({
              method: "GET",
              path: at(executionId, "/stream"),
              query: { last_event_id },
              what: `the execution ${executionId}`,
              ...(signal === undefined ? {} : { signal }),
            }),
          get: () => client.get(executionId),
          delay_ms: delay,
        },
        follow,
      ),
    async result(executionId, { signal } = {}) {
      for (;;) {
        signal?.throwIfAborted();
        const execution = await client.get(executionId);
        if (execution.status === "COMPLETED") return unwrapResult(execution.result);
        if (hasEnded(execution)) throw await endOf(client, execution);
        await sleep(poll_ms, undefined, signal === undefined ? {} : { signal });
      }
    },
    signal: async (executionId, name, input) => void (await message(executionId, "signals", name, input)),
    query: async (executionId, name, input) => answerOf(name, await message(executionId, "queries", name, input)),
    update: async (executionId, name, input) => answerOf(name, await message(executionId, "updates", name, input)),
    cancel: async (executionId) =>
      void (await requests.json({
        method: "POST",
        path: at(executionId, "/cancel"),
        what: `the execution ${executionId}`,
        repeatable: true,
      })),
    terminate: async (executionId) =>
      void (await requests.json({
        method: "POST",
        path: at(executionId, "/terminate"),
        what: `the execution ${executionId}`,
        repeatable: true,
      })),
    schedules: createSchedules(requests),
    request: (request) => requests.json(request),
  };
  return client;
}

const answered = z.looseObject({ result: z.json() });

function answerOf(name: string, answer: Json): Json {
  const read = answered.safeParse(answer);
  if (read.success) return read.data.result;
  throw unreadable(`the answer of ${name}`, read.error);
}

function checked(executionId: string): string {
  if (EXECUTION_ID.test(executionId)) return executionId;
  throw createFailure("request.invalid", {
    message: `'${executionId}' is no id of an execution: up to 256 letters, digits, _ and -.`,
  });
}

/** The failure of an execution that did not complete. What went wrong is in its last events, as a sentence. */
async function endOf(client: ControlPlaneClient, { execution_id, status }: Execution): Promise<Error> {
  switch (status) {
    case "CANCELED":
      return createFailure("run.cancelled", { message: "The run was cancelled." });
    case "TERMINATED":
      return createFailure("run.terminated", { message: "The execution was terminated." });
    case "TIMED_OUT":
      return createFailure("run.timed_out", { message: "The execution ran out of time." });
    default:
      return failureOfMessage((await lastMessage(client, execution_id)) ?? "");
  }
}

async function lastMessage(client: ControlPlaneClient, executionId: string): Promise<string | undefined> {
  let last: string | undefined;
  try {
    for await (const { type, data } of client.follow(executionId)) {
      if (type === "WORKFLOW_EXECUTION_FAILED") last = messageIn(data) ?? last;
    }
  } catch {
    // That it failed is known without its events.
  }
  return last;
}

function messageIn(data: Json): string | undefined {
  for (const name of ["attributes", "failure", "message"]) {
    if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
    const next = (data as JsonObject)[name];
    if (name === "message") return typeof next === "string" ? next : undefined;
    if (next !== undefined) data = next;
  }
  return undefined;
}
