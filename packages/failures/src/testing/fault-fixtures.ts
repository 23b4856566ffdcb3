import type { FailureFixture } from "./failure-fixture.ts";

/** Faults of a provider or of what stands before it. */
// One line per fixture: these are rows of a table.
// prettier-ignore
export const FAULT_FIXTURES: readonly FailureFixture[] = [
  { id: "openai.server_error", rule: "status.5xx", provider: "openai", phase: "response_complete", status: 500, headers: { "x-request-id": "req_500" }, body: { error: { message: "", type: "server_error" } }, expected: { code: "provider.failed", category: "transient", retryable: true } },
  { id: "openai.server_error_with_delay", rule: "status.5xx", provider: "openai", phase: "response_complete", status: 502, headers: { "retry-after": "3" }, body: { error: { message: "", type: "server_error" } }, expected: { code: "provider.failed", category: "transient", retryable: true, retry_after_ms: 3000 } },
  { id: "openai.overloaded", rule: "overload.code", provider: "openai", phase: "response_complete", status: 503, headers: { "retry-after": "20" }, body: { error: { message: "", type: "service_unavailable_error", code: "server_is_overloaded" } }, expected: { code: "provider.unavailable", category: "transient", retryable: true, retry_after_ms: 20000 } },
  { id: "anthropic.overloaded", rule: "overload.code", provider: "anthropic", phase: "response_complete", status: 529, body: { type: "error", error: { type: "overloaded_error", message: "" } }, expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "gateway.busy", rule: "status.busy", provider: "gateway", phase: "response_complete", status: 503, body: "<html>Service Unavailable</html>", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "gateway.busy_for_hours", rule: "status.busy", provider: "gateway", phase: "response_complete", status: 503, headers: { "retry-after": "7200" }, body: "", expected: { code: "provider.unavailable", category: "capacity", retryable: false, retry_after_ms: 7200000 } },
  { id: "gateway.unknown_5xx", rule: "status.5xx", provider: "gateway", phase: "response_complete", status: 599, body: "", expected: { code: "provider.failed", category: "transient", retryable: true } },
  { id: "openai.conflict", rule: "status.conflict", provider: "openai", phase: "response_complete", status: 409, body: { error: { message: "", type: "invalid_request_error" } }, expected: { code: "provider.failed", category: "transient", retryable: true } },
  { id: "bedrock.model_time_out", rule: "status.408", provider: "bedrock", phase: "response_complete", status: 408, headers: { "x-amzn-errortype": "ModelTimeoutException" }, body: { message: "" }, expected: { code: "provider.timeout", category: "transient", retryable: true } },
  { id: "anthropic.time_out", rule: "status.408", provider: "anthropic", phase: "response_complete", status: 504, body: { type: "error", error: { type: "timeout_error", message: "" } }, expected: { code: "provider.timeout", category: "transient", retryable: true } },
  { id: "tool.gateway_time_out", rule: "effect.may_have_happened", provider: "tool", phase: "response_complete", status: 504, body: "", context: { effect: "effectful" }, expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "google.client_closed", rule: "status.499", provider: "google", phase: "response_complete", status: 499, body: { error: { code: 499, message: "", status: "CANCELLED" } }, expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "openai.server_says_repeat", rule: "server.says_repeat", provider: "openai", phase: "response_complete", status: 400, headers: { "x-should-retry": "true" }, body: { error: { message: "", type: "invalid_request_error" } }, expected: { code: "provider.failed", category: "transient", retryable: true } },
  { id: "openai.server_says_no_repeat", rule: "server.says_no_repeat", provider: "openai", phase: "response_complete", status: 500, headers: { "x-should-retry": "false" }, body: { error: { message: "", type: "server_error" } }, expected: { code: "provider.failed", category: "unknown", retryable: false } },
];
