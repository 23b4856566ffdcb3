import type { Rule } from "./rule.ts";

/** Rules for what is known by the kind of the error alone: before any status is looked at. */
export const ERROR_RULES: readonly Rule[] = [
  { id: "cancelled.by_caller", when: { is_cancelled: true }, verdict: { code: "run.cancelled" } },
  { id: "sdk.key_missing", when: { names: ["AI_LoadAPIKeyError"] }, verdict: { code: "perdure.credential_missing" } },
  { id: "sdk.setting_missing", when: { names: ["AI_LoadSettingError"] }, verdict: { code: "runtime.misconfigured" } },
  { id: "sdk.model_unknown", when: { names: ["AI_NoSuchModelError"] }, verdict: { code: "model.unknown" } },
  {
    id: "sdk.capability_unsupported",
    when: { names: ["AI_UnsupportedFunctionalityError", "AI_UnsupportedModelVersionError"] },
    verdict: { code: "model.capability_unsupported" },
  },
  {
    id: "download.refused",
    when: { names: ["AI_DownloadError"], status_between: [400, 499] },
    verdict: { code: "input.url_unreachable", category: "content" },
  },
  { id: "download.failed", when: { names: ["AI_DownloadError"] }, verdict: { code: "input.url_unreachable" } },
  {
    id: "answer.truncated",
    when: { names: ["AI_NoObjectGeneratedError"], finish_reason: ["length"] },
    verdict: { code: "model.output_truncated" },
  },
  {
    id: "answer.refused",
    when: { names: ["AI_NoObjectGeneratedError", "AI_NoOutputGeneratedError"], finish_reason: ["content-filter"] },
    verdict: { code: "model.content_refused" },
  },
  {
    id: "answer.schema_mismatch",
    when: { names: ["AI_NoObjectGeneratedError"] },
    verdict: { code: "model.output_schema_mismatch" },
  },
  {
    id: "answer.nothing",
    when: { names: ["AI_NoContentGeneratedError", "AI_NoOutputGeneratedError"] },
    verdict: { code: "model.no_result" },
  },
  {
    id: "answer.data_invalid",
    when: { names: ["AI_InvalidResponseDataError"] },
    verdict: { code: "provider.response_invalid", category: "unknown" },
  },
];

/** Rules for what carries no status: sockets, aborts, files. */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: "network.certificate",
    when: { network: ["certificate"] },
    verdict: { code: "perdure.provider_certificate_refused" },
  },
  { id: "network.address", when: { network: ["address"] }, verdict: { code: "perdure.provider_address_invalid" } },
  { id: "network.local_port", when: { network: ["local_port"] }, verdict: { code: "perdure.port_taken" } },
  {
    id: "network.name_of_known_host",
    when: { network: ["name"], has_answered: true },
    verdict: { code: "provider.unavailable" },
  },
  { id: "network.name", when: { network: ["name"] }, verdict: { code: "perdure.provider_address_invalid" } },
  { id: "network.not_sent", when: { network: ["connect"] }, verdict: { code: "provider.unavailable" } },
  { id: "network.cut", when: { network: ["cut"] }, verdict: { code: "provider.outcome_unknown" } },
  { id: "time_out.ours", when: { names: ["TimeoutError"] }, verdict: { code: "provider.outcome_unknown" } },
  {
    id: "abort.foreign",
    when: { names: ["AbortError", "ResponseAborted"], has_signal: true },
    verdict: { code: "provider.outcome_unknown" },
  },
  { id: "abort.unexplained", when: { names: ["AbortError", "ResponseAborted"] }, verdict: { code: "run.cancelled" } },
  { id: "file.write", when: { file_writing: true }, verdict: { code: "perdure.folder_not_writable" } },
  { id: "file.read", when: { file_writing: false }, verdict: { code: "perdure.file_unreadable" } },
  {
    id: "answer.body_empty",
    when: { names: ["AI_EmptyResponseBodyError"] },
    verdict: { code: "provider.outcome_unknown" },
  },
  {
    id: "answer.type_mismatch",
    when: { names: ["AI_TypeValidationError", "AI_JSONParseError"] },
    verdict: { code: "model.output_schema_mismatch" },
  },
];
