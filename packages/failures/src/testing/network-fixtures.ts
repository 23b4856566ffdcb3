import type { FailureFixture } from "./failure-fixture.ts";

/** Failures of the network, aborts and time-outs. */
// One line per fixture: these are rows of a table.
// prettier-ignore
export const NETWORK_FIXTURES: readonly FailureFixture[] = [
  { id: "network.refused", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "ECONNREFUSED", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.resolver_busy", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "EAI_AGAIN", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.connect_time_out", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "UND_ERR_CONNECT_TIMEOUT", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.connect_timed_out_by_system", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "ETIMEDOUT", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.no_route", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "EHOSTUNREACH", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.reset_while_connecting", rule: "network.not_sent", provider: "openai", phase: "not_sent", network_code: "ECONNRESET", expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.name_unknown", rule: "network.name", provider: "openai", phase: "not_sent", network_code: "ENOTFOUND", expected: { code: "perdure.provider_address_invalid", category: "configuration", retryable: false } },
  { id: "network.name_of_known_host", rule: "network.name_of_known_host", provider: "openai", phase: "not_sent", network_code: "ENOTFOUND", context: { has_answered: true }, expected: { code: "provider.unavailable", category: "transient", retryable: true } },
  { id: "network.bad_port", rule: "network.address", provider: "openai", phase: "not_sent", network_message: "bad port", expected: { code: "perdure.provider_address_invalid", category: "configuration", retryable: false } },
  { id: "network.plain_port", rule: "network.address", provider: "openai", phase: "not_sent", network_code: "ERR_SSL_WRONG_VERSION_NUMBER", expected: { code: "perdure.provider_address_invalid", category: "configuration", retryable: false } },
  { id: "network.self_signed", rule: "network.certificate", provider: "openai", phase: "not_sent", network_code: "DEPTH_ZERO_SELF_SIGNED_CERT", expected: { code: "perdure.provider_certificate_refused", category: "configuration", retryable: false } },
  { id: "network.expired_certificate", rule: "network.certificate", provider: "openai", phase: "not_sent", network_code: "CERT_HAS_EXPIRED", expected: { code: "perdure.provider_certificate_refused", category: "configuration", retryable: false } },
  { id: "network.wrong_host", rule: "network.certificate", provider: "openai", phase: "not_sent", network_code: "ERR_TLS_CERT_ALTNAME_INVALID", expected: { code: "perdure.provider_certificate_refused", category: "configuration", retryable: false } },
  { id: "network.reset", rule: "network.cut", provider: "openai", phase: "sent", network_code: "ECONNRESET", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "network.other_side_closed", rule: "network.cut", provider: "openai", phase: "sent", network_code: "UND_ERR_SOCKET", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "network.pipe_broken", rule: "network.cut", provider: "openai", phase: "sent", network_code: "EPIPE", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "network.no_headers", rule: "network.cut", provider: "openai", phase: "sent", network_code: "UND_ERR_HEADERS_TIMEOUT", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "network.not_http", rule: "network.cut", provider: "openai", phase: "response_started", network_code: "HPE_INVALID_CONSTANT", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "network.cut_body", rule: "network.cut", provider: "openai", phase: "response_started", network_code: "UND_ERR_SOCKET", expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "abort.by_caller", rule: "cancelled.by_caller", provider: "openai", phase: "sent", error_name: "AbortError", context: { signal: "aborted" }, expected: { code: "run.cancelled", category: "content", retryable: false } },
  { id: "abort.foreign", rule: "abort.foreign", provider: "openai", phase: "sent", error_name: "AbortError", context: { signal: "quiet" }, expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
  { id: "abort.unexplained", rule: "abort.unexplained", provider: "openai", phase: "sent", error_name: "AbortError", expected: { code: "run.cancelled", category: "content", retryable: false } },
  { id: "time_out.ours", rule: "time_out.ours", provider: "openai", phase: "sent", error_name: "TimeoutError", context: { signal: "timed_out" }, expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false } },
];
