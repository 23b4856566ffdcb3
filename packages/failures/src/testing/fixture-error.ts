import type { ClassifyContext } from "../classify/context.ts";
import { TIME_OUTS } from "../classify/network-rules.ts";
import { FIXTURE_NOW_MS } from "./failure-fixture.ts";
import type { FailureFixture, JsonValue } from "./failure-fixture.ts";

/** In which dress a fixture's error comes: as the AI SDK throws it, or as code around a plain fetch does. */
export type ErrorShape = "ai-sdk" | "fetch";

/** What stands for a key, a prompt or a private address in every fixture error: it may appear in no output. */
export const FIXTURE_SECRET = "sk-CANARY-7f3a91";

/** The error that a caller catches when the fixture's failure happens. Full of secrets, as the real ones are. */
export function fixtureError(fixture: FailureFixture, shape: ErrorShape): unknown {
  const { error, status, network_code, network_message } = fixture;
  if (error !== undefined && status === undefined) return thrownError(error);
  if (network_code !== undefined || network_message !== undefined) return networkError(fixture, shape);
  return answerError(fixture, shape);
}

/** What the caller of the fixture knew, for `classify`. */
export function fixtureContext(fixture: FailureFixture): ClassifyContext {
  const { effect, has_answered, signal } = fixture.context ?? {};
  const reason = signal === "timed_out" ? withMembers(new Error("timed out"), { name: "TimeoutError" }) : "stopped";
  const aborted = signal !== "quiet";
  return {
    provider: fixture.provider,
    model: "model-of-the-method",
    now_ms: FIXTURE_NOW_MS,
    effect,
    has_answered,
    signal: signal === undefined ? undefined : { aborted, reason },
  };
}

// Every member as it is, what has a name of its own as an error of its own.
function thrownError({ name, message, ...members }: NonNullable<FailureFixture["error"]>): Error {
  const inner = Object.entries(members).map(
    ([key, value]) => [key, isNamed(value) ? thrownError(value) : value] as const,
  );
  const text = typeof message === "string" ? message : `No good: ${FIXTURE_SECRET}`;
  return withMembers(new Error(text), { name, text: FIXTURE_SECRET, ...Object.fromEntries<unknown>(inner) });
}

function isNamed(value: JsonValue | undefined): value is NonNullable<FailureFixture["error"]> {
  return typeof value === "object" && value !== null && "name" in value && typeof value["name"] === "string";
}

function networkError(fixture: FailureFixture, shape: ErrorShape): Error {
  const { network_address, network_code, network_message, phase, status } = fixture;
  const inner = new Error(
    network_message ?? (network_code === "UND_ERR_SOCKET" ? "other side closed" : FIXTURE_SECRET),
  );
  if (network_code !== undefined) withMembers(inner, { code: network_code });
  if (network_address !== undefined) withMembers(inner, { address: network_address });
  // Node names the call for what the system said; its own words have none.
  if (/^E[A-Z]+$/u.test(network_code ?? "")) withMembers(inner, { syscall: phase === "not_sent" ? "connect" : "read" });
  const begun = phase === "response_started";
  const thrown = new TypeError(begun ? "terminated" : "fetch failed", { cause: inner });
  if (shape === "fetch") return status === undefined ? thrown : answered(thrown, fixture);
  return apiCallError(begun ? "Failed to process successful response" : `Cannot connect to API: ${FIXTURE_SECRET}`, {
    cause: begun ? thrown : inner,
    isRetryable: true,
    ...(status === undefined ? {} : { statusCode: status, responseHeaders: { ...fixture.headers } }),
  });
}

function answerError(fixture: FailureFixture, shape: ErrorShape): Error {
  const text = typeof fixture.body === "string" ? fixture.body : JSON.stringify(fixture.body ?? "");
  const name = fixture.error?.name;
  if (shape === "fetch") {
    const error = answered(new Error(`HTTP ${fixture.status}: ${FIXTURE_SECRET}`), fixture);
    if (name !== undefined) return withMembers(error, { name });
    return withMembers(error, { body: text });
  }
  const status = fixture.status ?? 0;
  const cause = withMembers(new Error(FIXTURE_SECRET), {
    name: name ?? (isJson(text) ? "AI_TypeValidationError" : "AI_JSONParseError"),
    text,
  });
  const error = apiCallError(typeof fixture.body === "object" ? `said: ${FIXTURE_SECRET}` : "Invalid JSON response", {
    statusCode: status,
    responseHeaders: { ...fixture.headers, "set-cookie": FIXTURE_SECRET },
    isRetryable: status >= 500,
    ...(status < 300 ? { cause } : {}),
    ...(name !== undefined && TIME_OUTS.includes(name) ? {} : { responseBody: text }),
    ...(typeof fixture.body === "object" && status >= 300 ? { data: fixture.body } : {}),
  });
  return name === "AI_DownloadError" ? withMembers(error, { name }) : error;
}

function answered(error: Error, { status, headers }: FailureFixture): Error {
  const all: Readonly<Record<string, string>> = { ...headers, authorization: `Bearer ${FIXTURE_SECRET}` };
  return withMembers(error, {
    status,
    headers: { get: (name: string) => all[name] ?? null },
    url: `https://user:${FIXTURE_SECRET}@provider.invalid/v1`,
  });
}

function apiCallError(message: string, members: Readonly<Record<string, unknown>>): Error {
  return withMembers(new Error(message), {
    name: "AI_APICallError",
    [Symbol.for("vercel.ai.error")]: true,
    [Symbol.for("vercel.ai.error.AI_APICallError")]: true,
    url: `https://provider.invalid/v1?key=${FIXTURE_SECRET}`,
    requestBodyValues: { messages: [{ role: "user", content: `The prompt says ${FIXTURE_SECRET}` }] },
    ...members,
  });
}

function withMembers<T extends Error>(error: T, members: Readonly<Record<string | symbol, unknown>>): T {
  return Object.assign(error, members);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
