import type { Rule } from "./rule.ts";

/** Rules for a provider's own words: they say more than the status that they came with. */
export const PROVIDER_RULES: readonly Rule[] = [
  {
    id: "quota.code",
    when: {
      codes: [
        "insufficient_quota",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "billing_hard_limit_reached",
        "billing_not_active",
        "billing_error",
        "enforced_spend_limit_reached",
        "quota_exceeded",
        "servicequotaexceededexception",
      ],
    },
    verdict: { code: "provider.quota_exhausted" },
  },
  {
    id: "quota.wording",
    when: { status: [400, 402, 403, 429], signs: ["spend_limit"] },
    verdict: { code: "provider.quota_exhausted" },
  },
  {
    id: "quota.none_for_model",
    when: { status: [429], signs: ["no_quota_for_model"] },
    verdict: { code: "model.unavailable" },
  },
  { id: "quota.daily", when: { status: [429], signs: ["daily_quota"] }, verdict: { code: "provider.quota_exhausted" } },
  {
    id: "limit.request_alone_too_large",
    when: { status: [429], signs: ["request_over_limit"] },
    verdict: { code: "perdure.provider_request_refused" },
  },
  {
    id: "budget.in_flight",
    when: { status: [402], signs: ["budget_in_flight"], has_retry_after: true },
    verdict: { code: "provider.rate_limited" },
  },
  {
    id: "credential.code",
    when: {
      codes: [
        "invalid_api_key",
        "api_key_invalid",
        "authentication_error",
        "unauthenticated",
        "invalidclienttokenid",
        "expiredtokenexception",
        "unrecognizedclientexception",
        "incompletesignature",
      ],
    },
    verdict: { code: "provider.credential_refused" },
  },
  {
    id: "region.code",
    when: { codes: ["unsupported_country_region_territory"] },
    verdict: { code: "perdure.provider_region_refused" },
  },
  {
    id: "region.wording",
    when: { status: [400, 403, 451], signs: ["region_refused"] },
    verdict: { code: "perdure.provider_region_refused" },
  },
  {
    id: "content.moderated",
    when: { status: [403], signs: ["moderated"] },
    verdict: { code: "model.content_refused" },
  },
  {
    id: "content.code",
    when: {
      status_between: [400, 499],
      codes: [
        "content_filter",
        "responsibleaipolicyviolation",
        "content_policy_violation",
        "moderation_blocked",
        "invalid_prompt",
      ],
    },
    verdict: { code: "model.content_refused" },
  },
  {
    id: "context.code",
    when: { codes: ["context_length_exceeded", "string_above_max_length", "model_context_window_exceeded"] },
    verdict: { code: "model.context_exceeded" },
  },
  {
    id: "context.wording",
    when: { status: [400, 403, 413, 422], signs: ["context_exceeded"] },
    verdict: { code: "model.context_exceeded" },
  },
  { id: "address.code", when: { codes: ["unknown_url"] }, verdict: { code: "perdure.provider_address_invalid" } },
  {
    id: "model.code",
    when: {
      codes: [
        "model_not_found",
        "unknown_model",
        "invalid_model",
        "deploymentnotfound",
        "model_not_allowed_error",
        "model_not_available",
      ],
    },
    verdict: { code: "model.unavailable" },
  },
  {
    id: "model.wording",
    when: { status: [400, 404], signs: ["model_missing"] },
    verdict: { code: "model.unavailable" },
  },
  {
    id: "file.missing",
    when: { status: [404], signs: ["file_missing"] },
    verdict: { code: "input.reference_not_found" },
  },
  {
    id: "rate.code",
    when: {
      codes: ["rate_limit_error", "rate_limit_exceeded", "throttlingexception", "too_many_requests", "slow_down"],
    },
    verdict: { code: "provider.rate_limited" },
  },
  {
    id: "overload.code",
    when: { codes: ["overloaded_error", "server_is_overloaded", "service_unavailable_error"] },
    verdict: { code: "provider.unavailable" },
  },
  {
    id: "fault.in_success",
    when: {
      status_between: [200, 299],
      codes: ["api_error", "server_error", "internal_error", "internal_server_error"],
    },
    verdict: { code: "provider.failed" },
  },
  {
    id: "refusal.in_success",
    when: { status_between: [200, 299], codes: ["invalid_request_error"] },
    verdict: { code: "perdure.provider_request_refused" },
  },
];
