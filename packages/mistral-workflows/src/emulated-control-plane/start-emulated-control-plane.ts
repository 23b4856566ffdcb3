import type { Json, JsonObject } from "@perdure/crate";
import { isFailureError } from "@perdure/failures";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WorkflowHost } from "../host/workflow-host.ts";
import type { EmulatedAnswer } from "./emulated-answer.ts";
import { createEmulatedExecutions } from "./emulated-executions.ts";
import { createEmulatedSchedules } from "./emulated-schedules.ts";
import { writeEvents } from "./write-events.ts";

/** What the emulation is made of. */
export interface EmulatedControlPlaneOptions {
  /** Where started workflows are executed; it must be served. */
  readonly host: WorkflowHost;
  /** How `event_timestamp` is written: `nanoseconds`, as documented, or `milliseconds`. Default: `nanoseconds`. */
  readonly timestamps?: "nanoseconds" | "milliseconds";
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
/** One request as it came, without its key. */
export interface EmulatedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly body: string;
  readonly authorized: boolean;
}
/** What goes wrong with requests from now on. */
export interface EmulatedFault {
  /** The method and the beginning of the path, such as `POST /v1/workflows/executions`. */
  readonly on: string;
  /** How many requests it is for. Default: 1. */
  readonly times?: number;
  /** The answer. Absent: the connection is cut. */
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request takes effect before its answer is lost. Default: no. */
  readonly after_effect?: boolean;
}

/**
 * An emulation of the control plane of Mistral Workflows, for tests: written by hand from its public API description and SDK, never
 * compared with the real one. It serves the documented routes on loopback; every answer has the header `x-emulated`.
 */
export interface EmulatedControlPlane {
  readonly base_url: string;
  requests(): readonly EmulatedRequest[];
  fail(fault: EmulatedFault): void;
  /** The next `times` streams of events break off behind so many events of theirs. */
  breakStreams(options: {
    readonly after_events: number;
    readonly times: number;
    readonly with_error_frame?: boolean;
  }): void;
  close(): Promise<void>;
}

const BASE = "/v1/workflows";

/** Starts the emulation on a free port of loopback. */
export async function startEmulatedControlPlane(options: EmulatedControlPlaneOptions): Promise<EmulatedControlPlane> {
  const { host, timestamps = "nanoseconds", now } = options;
  const executions = createEmulatedExecutions(host, now);
  const schedules = createEmulatedSchedules();
  const seen: EmulatedRequest[] = [];
  const faults: { -readonly [Name in keyof EmulatedFault]: EmulatedFault[Name] }[] = [];
  const breaks: { after_events: number; with_error_frame: boolean }[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url = "/" } = request;
    const body = await textOf(request);
    const authorized = /^Bearer .+/u.test(request.headers.authorization ?? "");
    seen.push({ method, path: url, body, authorized });
    response.setHeader("x-emulated", "perdure");
    const fault = faults.find(({ on }) => `${method} ${url}`.startsWith(on));
    if (fault !== undefined) {
      fault.times = (fault.times ?? 1) - 1;
      if (fault.times === 0) faults.splice(faults.indexOf(fault), 1);
      if (fault.after_effect === true) await routed(method, url, body).catch(() => undefined);
      if (fault.status === undefined) return void response.destroy();
      for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
      return send(response, fault.status, fault.body ?? null);
    }
    if (!authorized) return send(response, 401, { detail: "Unauthorized" });
    const path = new URL(url, "http://loopback").pathname;
    if (path.endsWith("/stream")) {
      const id = decodeURIComponent(path.split("/").at(-2) ?? "");
      if (!executions.has(id)) return send(response, 404, { detail: "Not found", code: "WF_1100" });
      const after =
        new URL(url, "http://loopback").searchParams.get("last_event_id") ?? request.headers["last-event-id"];
      return writeEvents(response, {
        events: executions.events(id, timestamps),
        after: Number(after ?? 0),
        ...(breaks.length > 0 ? { breaks: breaks.shift() as (typeof breaks)[number] } : {}),
      });
    }
    const { status, body: result } = await routed(method, url, body);
    send(response, status, result);
  };

  const routed = async (method: string, url: string, text: string): Promise<EmulatedAnswer> => {
    const { pathname } = new URL(url, "http://loopback");
    if (!pathname.startsWith(BASE)) return { status: 404, body: { detail: "Not found" } };
    const parts = pathname
      .slice(BASE.length + 1)
      .split("/")
      .map(decodeURIComponent);
    const body = text === "" ? {} : (JSON.parse(text) as JsonObject);
    try {
      const found =
        parts[0] === "schedules"
          ? schedules.route(method, parts.slice(1), body)
          : await executions.route(method, parts, body);
      return found ?? { status: 404, body: { detail: "Not found", code: "WF_1100" } };
    } catch (error) {
      if (isFailureError(error) && error.report.code === "run.not_found") {
        return { status: 404, body: { detail: "Not found", code: "WF_1100" } };
      }
      return { status: 500, body: { detail: "Internal server error", code: "WF_1000" } };
    }
  };

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base_url: `http://127.0.0.1:${port}`,
    requests: () => seen,
    fail: (fault) => void faults.push({ ...fault }),
    breakStreams: ({ after_events, times, with_error_frame = false }) => {
      for (let count = 0; count < times; count += 1) breaks.push({ after_events, with_error_frame });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.statusCode = status;
  if (status === 204) return void response.end();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}
