import { providerExtractor } from "./provider-extractor.ts";
import type { AnswerBody } from "./answer-body.ts";

const REQUEST_OVER_LIMIT = /request too large[\s\S]{0,200}?limit:? (\d+)[\s\S]{0,60}?requested:? (\d+)/iu;

/** OpenAI, and who answers with its words. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const openai = providerExtractor({
  id: "openai",
  wordings: [
    ["region_refused", /(?:country|region|territory)[^.]{0,60}not supported/iu],
    ["reference_missing", /\b(?:response|vector store|conversation|batch)\b[^.]{0,80}not found/iu],
    ["reference_missing", /\bno such file\b/iu],
  ],
  signs: requestOverLimit,
  rules: [
    { id: "quota.code", stage: "limit", when: { codes: ["insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded", "project_spend_limit_exceeded", "organization_usage_limit_exceeded", "billing_hard_limit_reached", "billing_not_active"] }, then: { code: "provider.quota_exhausted" }, fixture: "openai.insufficient_quota" },
    { id: "limit.request_alone_too_large", stage: "limit", when: { status: [429], signs: ["request_over_limit"] }, then: { code: "perdure.provider_request_refused" }, fixture: "openai.request_alone_too_large" },
    { id: "credential.code", stage: "word", when: { codes: ["invalid_api_key"] }, then: { code: "provider.credential_refused" }, fixture: "openai.bad_key" },
    { id: "region.code", stage: "word", when: { codes: ["unsupported_country_region_territory"] }, then: { code: "perdure.provider_region_refused" }, fixture: "openai.region" },
    { id: "content.code", stage: "word", when: { codes: ["content_policy_violation", "moderation_blocked", "invalid_prompt"] }, then: { code: "model.content_refused" }, fixture: "openai.content_policy" },
    { id: "context.code", stage: "word", when: { codes: ["context_length_exceeded", "string_above_max_length"] }, then: { code: "model.context_exceeded" }, fixture: "openai.context_length" },
    { id: "address.code", stage: "word", when: { codes: ["unknown_url"] }, then: { code: "perdure.provider_address_invalid" }, fixture: "openai.wrong_base_url" },
    { id: "model.code", stage: "word", when: { codes: ["model_not_found"] }, then: { code: "model.unavailable" }, fixture: "openai.model_missing" },
    { id: "model.tier", stage: "word", when: { status: [400], codes: ["param.service_tier"] }, then: { code: "model.unavailable" }, fixture: "openai.tier_not_allowed" },
    { id: "model.parameter", stage: "word", when: { status: [400], codes: ["unsupported_parameter", "unsupported_value", "param.response_format"] }, then: { code: "model.capability_unsupported" }, fixture: "openai.parameter_unsupported" },
    { id: "rate.code", stage: "word", when: { codes: ["rate_limit_exceeded", "slow_down"] }, then: { code: "provider.rate_limited" }, fixture: "openai.rate_limit" },
    { id: "overload.code", stage: "word", when: { codes: ["server_is_overloaded", "service_unavailable_error"] }, then: { code: "provider.unavailable" }, fixture: "openai.overloaded" },
    { id: "fault.called_another", stage: "word", when: { status_between: [200, 499], codes: ["server_error", "internal_error", "internal_server_error"] }, then: { code: "provider.failed" }, fixture: "openai.fault_in_stream" },
    { id: "refusal.in_success", stage: "word", when: { is_success: true, codes: ["invalid_request_error"] }, then: { code: "perdure.provider_request_refused" }, fixture: "openai.refusal_in_stream" },
  ],
});

// A request that alone is over the limit of a minute can never succeed, whatever the status says.
function requestOverLimit({ sentence }: AnswerBody): readonly string[] {
  const [, limit, requested] = REQUEST_OVER_LIMIT.exec(sentence) ?? [];
  return limit !== undefined && Number(requested) > Number(limit) ? ["request_over_limit"] : [];
}
