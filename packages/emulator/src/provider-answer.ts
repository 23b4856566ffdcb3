import { completeChat } from "./chat-completion.ts";
import type { Fault } from "./fault-plan.ts";
import { fixtureNamedBy } from "./fixtures/find-fixture.ts";

/** An answer of an emulated provider, before it is sent. */
export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
const JSON_HEADERS = { "content-type": "application/json" };
const MODELS = ["emulated-large", "emulated-small"];

/** What an emulated OpenAI-compatible provider answers when nothing goes wrong. */
export function answerAsProvider(method: string, path: string, body: string): ProviderAnswer {
  if (method === "GET" && path === "/v1/models") {
    const data = MODELS.map((id) => ({ id, object: "model", created: 0, owned_by: "perdure" }));
    return { status: 200, headers: JSON_HEADERS, body: JSON.stringify({ object: "list", data }) };
  }
  const fixture = fixtureNamedBy(path);
  if (fixture !== undefined) {
    const message = `No failure ${fixture.slice(0, 80)} is known that comes as the reply to a request`;
    return errorAnswer(404, "invalid_request_error", "unknown_fixture", message);
  }
  if (method !== "POST" || path !== "/v1/chat/completions") {
    return errorAnswer(404, "invalid_request_error", "unknown_url", "Unknown request URL");
  }
  const completion = completed(body);
  return completion === undefined
    ? errorAnswer(
        400,
        "invalid_request_error",
        "invalid_body",
        "The body is no chat-completions request without streaming",
      )
    : { status: 200, headers: JSON_HEADERS, body: JSON.stringify(completion) };
}

function completed(body: string): ReturnType<typeof completeChat> {
  try {
    return completeChat(body);
  } catch (error) {
    // A schema that refers to itself without an end, or is no schema.
    if (error instanceof RangeError || error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** What a fault makes of the usual answer. */
export function answerWithFault(fault: Fault, usual: ProviderAnswer): ProviderAnswer {
  const extra = {
    ...(fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) }),
    ...fault.headers,
  };
  const base = fault.status === undefined ? usual : errorOfStatus(fault.status);
  const body =
    fault.body === undefined ? base.body : typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body);
  return { status: base.status, headers: { ...base.headers, ...extra }, body };
}

function errorOfStatus(status: number): ProviderAnswer {
  const [type, code, message] = KNOWN_ERRORS[status] ?? ["api_error", null, `The emulated provider answers ${status}`];
  return errorAnswer(status, type, code, message);
}
const KNOWN_ERRORS: Readonly<Record<number, readonly [type: string, code: string | null, message: string]>> = {
  400: ["invalid_request_error", null, "The request is not valid"],
  401: ["invalid_request_error", "invalid_api_key", "Incorrect API key provided"],
  404: ["invalid_request_error", "model_not_found", "The model does not exist"],
  429: ["requests", "rate_limit_exceeded", "Rate limit reached"],
  500: ["server_error", null, "The server had an error"],
  503: ["server_error", null, "The server is overloaded"],
};

function errorAnswer(status: number, type: string, code: string | null, message: string): ProviderAnswer {
  return { status, headers: JSON_HEADERS, body: JSON.stringify({ error: { message, type, param: null, code } }) };
}
