import type { FailureFixture } from "./failure-fixture.ts";

/** Answers that began as a success and cannot be used. */
// One line per fixture: these are rows of a table.
// prettier-ignore
export const ANSWER_FIXTURES: readonly FailureFixture[] = [
  { id: "answer.cut_json", rule: "success.body_cut", provider: "openai", phase: "response_complete", status: 200, body: "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"Once", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.empty", rule: "success.body_cut", provider: "openai", phase: "response_complete", status: 200, body: "", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.page", rule: "success.page", provider: "gateway", phase: "response_complete", status: 200, body: "<!doctype html><title>Sign in</title>", expected: { code: "provider.response_invalid", category: "transient", retryable: true } },
  { id: "answer.text", rule: "success.unreadable", provider: "gateway", phase: "response_complete", status: 200, body: "OK", expected: { code: "provider.response_invalid", category: "unknown", retryable: false } },
  { id: "answer.wrong_shape", rule: "success.unreadable", provider: "gateway", phase: "response_complete", status: 200, body: { hello: "world" }, expected: { code: "provider.response_invalid", category: "unknown", retryable: false } },
  { id: "openrouter.error_in_success", rule: "status.busy", provider: "openrouter", phase: "response_complete", status: 200, body: { error: { code: 503, message: "No provider" } }, expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "openrouter.rate_limit_in_success", rule: "status.429", provider: "openrouter", phase: "response_complete", status: 200, headers: { "retry-after": "4" }, body: { error: { code: 429, message: "" } }, expected: { code: "provider.rate_limited", category: "transient", retryable: true, retry_after_ms: 4000 } },
  { id: "anthropic.fault_in_stream", rule: "fault.in_success", provider: "anthropic", phase: "response_complete", status: 200, body: { type: "error", error: { type: "api_error", message: "" } }, expected: { code: "provider.failed", category: "transient", retryable: true } },
  { id: "openai.refusal_in_stream", rule: "refusal.in_success", provider: "openai", phase: "response_complete", status: 200, body: { error: { message: "", type: "invalid_request_error" } }, expected: { code: "perdure.provider_request_refused", category: "content", retryable: false } },
  { id: "answer.cut_body", rule: "success.cut", provider: "openai", phase: "response_started", status: 200, network_code: "UND_ERR_SOCKET", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.slow_body", rule: "success.cut", provider: "openai", phase: "response_started", status: 200, network_code: "UND_ERR_BODY_TIMEOUT", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.time_out_while_reading", rule: "success.time_out", provider: "openai", phase: "response_started", status: 200, error_name: "TimeoutError", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.truncated", rule: "answer.truncated", provider: "openai", phase: "response_complete", error_name: "AI_NoObjectGeneratedError", finish_reason: "length", expected: { code: "model.output_truncated", category: "content", retryable: false } },
  { id: "answer.refused", rule: "answer.refused", provider: "openai", phase: "response_complete", error_name: "AI_NoObjectGeneratedError", finish_reason: "content-filter", expected: { code: "model.content_refused", category: "content", retryable: false } },
  { id: "answer.schema_mismatch", rule: "answer.schema_mismatch", provider: "openai", phase: "response_complete", error_name: "AI_NoObjectGeneratedError", finish_reason: "stop", expected: { code: "model.output_schema_mismatch", category: "content", retryable: false } },
  { id: "answer.type_mismatch", rule: "answer.type_mismatch", provider: "openai", phase: "response_complete", error_name: "AI_TypeValidationError", expected: { code: "model.output_schema_mismatch", category: "content", retryable: false } },
  { id: "answer.nothing", rule: "answer.nothing", provider: "openai", phase: "response_complete", error_name: "AI_NoContentGeneratedError", expected: { code: "model.no_result", category: "content", retryable: false } },
  { id: "answer.body_missing", rule: "answer.body_empty", provider: "openai", phase: "response_complete", error_name: "AI_EmptyResponseBodyError", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "answer.data_invalid", rule: "answer.data_invalid", provider: "openai", phase: "response_complete", error_name: "AI_InvalidResponseDataError", expected: { code: "provider.response_invalid", category: "unknown", retryable: false } },
];
