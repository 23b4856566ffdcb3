import { providerExtractor } from "./provider-extractor.ts";

/**
 * What the answer of any provider shows: why the model stopped, the shape of a body that cannot be read, and what the
 * wordings of all providers have in common. Belongs to every choice of providers.
 */
// One line per rule: these are rows of a table.
// prettier-ignore
export const answers = providerExtractor({
  id: "answers",
  wordings: [
    ["context_exceeded", /context (?:length|window)/iu],
    ["model_missing", /unknown model|\bmodels?\b[\s\S]{0,120}?(?:not found|does not exist)/iu],
  ],
  rules: [
    { id: "finish.truncated", stage: "kind", when: { finish_reason: ["length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded", "incomplete"] }, then: { code: "model.output_truncated" }, fixture: "answer.truncated" },
    { id: "finish.refused", stage: "kind", when: { finish_reason: ["content_filter", "content-filter", "content_filtered", "refusal", "blocked", "guardrail_intervened", "safety", "recitation", "blocklist", "prohibited_content", "spii", "image_safety"] }, then: { code: "model.content_refused" }, fixture: "answer.refused" },
    { id: "finish.malformed", stage: "kind", when: { finish_reason: ["malformed_function_call", "unexpected_tool_call"] }, then: { code: "model.output_schema_mismatch" }, fixture: "google.malformed_call" },
    { id: "finish.fault", stage: "kind", when: { is_success: true, finish_reason: ["error"] }, then: { code: "provider.failed" }, fixture: "mistral.finish_error" },
    { id: "model.refused", stage: "wording", when: { status: [403], signs: ["model_refused"] }, then: { code: "model.unavailable" }, fixture: "mistral.model_not_on_tier" },
    { id: "region.wording", stage: "wording", when: { status: [400, 403], signs: ["region_refused"] }, then: { code: "perdure.provider_region_refused" }, fixture: "google.region" },
    { id: "context.wording", stage: "wording", when: { status: [400, 403, 413, 422], signs: ["context_exceeded"] }, then: { code: "model.context_exceeded" }, fixture: "anthropic.context_length" },
    { id: "model.wording", stage: "wording", when: { status: [400, 404], signs: ["model_missing"] }, then: { code: "model.unavailable" }, fixture: "bedrock.model_unknown_behind_400" },
    { id: "reference.missing", stage: "wording", when: { status: [404], signs: ["reference_missing"] }, then: { code: "input.reference_not_found" }, fixture: "google.file_missing" },
    { id: "status.404_bare", stage: "status", when: { status: [404], has_codes: false, without_signs: ["error_body"] }, then: { code: "perdure.provider_address_invalid" }, fixture: "gateway.wrong_base_url" },
    { id: "success.body_cut", stage: "status", when: { is_success: true, signs: ["cut_body", "empty_body"] }, then: { code: "provider.outcome_unknown" }, fixture: "answer.cut_json" },
    { id: "success.page", stage: "status", when: { is_success: true, signs: ["html_body"] }, then: { code: "provider.response_invalid" }, fixture: "answer.page" },
  ],
});
