import { providerExtractor } from "./provider-extractor.ts";

/** Anthropic. Its error types also come inside a stream, after a status that says success. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const anthropic = providerExtractor({
  id: "anthropic",
  wordings: [
    ["spend_limit", /credit balance is too low|reached your specified (?:workspace )?api usage limits/iu],
    ["context_exceeded", /prompt is too long/iu],
  ],
  rules: [
    { id: "anthropic.quota", stage: "limit", when: { codes: ["billing_error", "enforced_spend_limit_reached"] }, then: { code: "provider.quota_exhausted" }, fixture: "anthropic.spend_limit_behind_429" },
    { id: "anthropic.quota_wording", stage: "limit", when: { status: [400, 403, 429], signs: ["spend_limit"] }, then: { code: "provider.quota_exhausted" }, fixture: "anthropic.usage_limit_behind_400" },
    { id: "anthropic.credential", stage: "word", when: { codes: ["authentication_error", "permission_error"] }, then: { code: "provider.credential_refused" }, fixture: "anthropic.bad_key" },
    { id: "anthropic.model", stage: "word", when: { codes: ["not_found_error"] }, then: { code: "model.unavailable" }, fixture: "anthropic.model_missing" },
    { id: "anthropic.too_large", stage: "word", when: { codes: ["request_too_large"] }, then: { code: "input.too_large" }, fixture: "anthropic.request_too_large_in_stream" },
    { id: "anthropic.rate", stage: "word", when: { codes: ["rate_limit_error"] }, then: { code: "provider.rate_limited" }, fixture: "anthropic.rate_limit" },
    { id: "anthropic.overload", stage: "word", when: { codes: ["overloaded_error"] }, then: { code: "provider.unavailable" }, fixture: "anthropic.overloaded" },
    { id: "anthropic.time_out", stage: "word", when: { codes: ["timeout_error"] }, then: { code: "provider.timeout" }, fixture: "anthropic.time_out_in_stream" },
    { id: "anthropic.fault_in_success", stage: "word", when: { is_success: true, codes: ["api_error"] }, then: { code: "provider.failed" }, fixture: "anthropic.fault_in_stream" },
  ],
});
