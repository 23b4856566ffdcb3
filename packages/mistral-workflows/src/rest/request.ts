import type { Json, JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { setTimeout as sleep } from "node:timers/promises";
import { controlPlaneFailure, lostRequest, unreadable } from "./control-plane-failure.ts";

/** How requests are made. */
export interface RequestOptions {
  /** The key, or what gives it: asked for each request. Default: the variable `MISTRAL_API_KEY`. */
  readonly api_key?: string | (() => string | Promise<string>);
  /** Default: the variable `SERVER_URL`, else `https://api.mistral.ai`. */
  readonly base_url?: string;
  /** Default: the platform's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds that an answer may take. Default: 30,000. */
  readonly timeout_ms?: number;
  /** Repeats of what may be repeated, after its first try. Default: 2. */
  readonly max_retries?: number;
  /** Milliseconds until a repeat, by the number of the try that failed. Default: half a second, doubling, with jitter. */
  readonly retry_delay_ms?: (attempt: number) => number;
}

/** One request. */
export interface ControlPlaneRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/v1/workflows`, its segments percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: JsonObject;
  /** What is asked, for people. */
  readonly what: string;
  /** Whether a repeat does no harm. Default: that of a GET. */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
}

/** Makes requests of the control plane. The key is in no message, and is sent to no other origin. */
export interface ControlPlaneRequests {
  /** The answer's JSON; null where it has none. Rejects with a FailureError. */
  json(request: ControlPlaneRequest): Promise<Json>;
  /** The answer's stream of events. Rejects with a FailureError. */
  stream(request: ControlPlaneRequest & { readonly lastEventId?: string }): Promise<ReadableStream<Uint8Array>>;
}

const DEFAULT_BASE = "https://api.mistral.ai";
const TIMEOUT_MS = 30_000;
const LONGEST_WAIT_MS = 60_000;

export function createRequests(
  options: RequestOptions,
  environment: Readonly<Record<string, string | undefined>>,
): ControlPlaneRequests {
  const base = new URL(options.base_url ?? environment["SERVER_URL"] ?? DEFAULT_BASE);
  const { timeout_ms = TIMEOUT_MS, max_retries = 2 } = options;
  const delay = options.retry_delay_ms ?? ((attempt) => 250 * 2 ** attempt * (0.5 + Math.random() / 2));
  const keyOf = async (): Promise<string> => {
    const { api_key = environment["MISTRAL_API_KEY"] } = options;
    const key = typeof api_key === "function" ? await api_key() : api_key;
    if (key !== undefined && key !== "") return key;
    throw createFailure("perdure.credential_missing", {
      message: "The key of Mistral is not set.",
      user_action: { kind: "check_credentials", detail: "Set MISTRAL_API_KEY, or give the client an api_key." },
    });
  };
  const send = async (request: ControlPlaneRequest, headers: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const { method, path, query = {}, body, what, repeatable = method === "GET" } = request;
    const url = new URL(`${base.pathname.replace(/\/$/u, "")}/v1/workflows${path}`, base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const authorization = `Bearer ${await keyOf()}`;
    const response = await (options.fetch ?? fetch)(url, {
      method,
      headers: {
        accept: "application/json",
        ...headers,
        authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect would carry the key to wherever it says.
      redirect: "manual",
      signal,
    }).catch((error: unknown) => {
      if (request.signal?.aborted === true) throw request.signal.reason;
      throw lostRequest(error, what, !repeatable);
    });
    if (response.ok) return response;
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw createFailure("runtime.misconfigured", {
        message: `The control plane at ${base.origin} redirects; the key is not sent along.`,
        user_action: { kind: "fix_configuration", detail: "Give the final address as base_url." },
      });
    }
    const text = await response.text().catch(() => "");
    throw controlPlaneFailure({ status: response.status, headers: response.headers, body: parsed(text), what });
  };
  const tries = async (request: ControlPlaneRequest, headers: Readonly<Record<string, string>>): Promise<Response> => {
    const isRepeatable = request.repeatable ?? request.method === "GET";
    for (let attempt = 1; ; attempt += 1) {
      const limit = AbortSignal.timeout(timeout_ms);
      const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal]);
      try {
        return await send(request, headers, signal);
      } catch (error) {
        const report = (error as { readonly report?: { readonly category: string; readonly retry_after_ms?: number } })
          .report;
        const wait = Math.max(report?.retry_after_ms ?? 0, delay(attempt));
        if (!isRepeatable || attempt > max_retries || report?.category !== "transient" || wait > LONGEST_WAIT_MS)
          throw error;
        await sleep(wait, undefined, request.signal === undefined ? {} : { signal: request.signal });
      }
    }
  };
  return {
    async json(request) {
      const response = await tries(request, {});
      const text = await response.text().catch((error: unknown) => {
        throw lostRequest(error, request.what, request.repeatable !== true && request.method !== "GET");
      });
      if (text === "") return null;
      const body = parsed(text);
      if (body === undefined) throw unreadable(request.what, new SyntaxError("no JSON"));
      return body as Json;
    },
    async stream({ lastEventId, ...request }) {
      const headers = {
        accept: "text/event-stream",
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      };
      // Open as long as it lasts: the caller's signal alone ends it.
      const response = await send(request, headers, request.signal ?? new AbortController().signal);
      if (response.body === null) throw unreadable(request.what, new TypeError("no body"));
      return response.body;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
