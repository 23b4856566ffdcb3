import type { Extractor } from "../classify/extractor.ts";

/** The error family of the Vercel AI SDK, by name. What a provider answered is read from it as from any other error. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const aiSdk: Extractor = {
  id: "ai-sdk",
  rules: [
    { id: "sdk.key_missing", stage: "kind", when: { names: ["AI_LoadAPIKeyError"] }, then: { code: "perdure.credential_missing" }, fixture: "sdk.key_missing" },
    { id: "sdk.setting_missing", stage: "kind", when: { names: ["AI_LoadSettingError"] }, then: { code: "runtime.misconfigured" }, fixture: "sdk.setting_missing" },
    { id: "sdk.model_unknown", stage: "kind", when: { names: ["AI_NoSuchModelError", "AI_NoSuchProviderError"] }, then: { code: "model.unknown" }, fixture: "sdk.model_unknown" },
    { id: "sdk.capability_unsupported", stage: "kind", when: { names: ["AI_UnsupportedFunctionalityError", "AI_UnsupportedModelVersionError"] }, then: { code: "model.capability_unsupported" }, fixture: "sdk.capability_unsupported" },
    { id: "sdk.request_invalid", stage: "kind", when: { names: ["AI_InvalidPromptError", "AI_InvalidArgumentError", "AI_InvalidMessageRoleError", "AI_InvalidDataContentError", "AI_MessageConversionError"] }, then: { code: "request.invalid" }, fixture: "sdk.prompt_invalid" },
    { id: "sdk.too_many_values", stage: "kind", when: { names: ["AI_TooManyEmbeddingValuesForCallError"] }, then: { code: "input.too_large" }, fixture: "sdk.too_many_values" },
    { id: "download.refused", stage: "kind", when: { names: ["AI_DownloadError"], status_between: [400, 499] }, then: { code: "input.url_unreachable", category: "content" }, fixture: "download.refused" },
    { id: "download.failed", stage: "kind", when: { names: ["AI_DownloadError"] }, then: { code: "input.url_unreachable" }, fixture: "download.failed" },
    { id: "answer.broken_off", stage: "kind", when: { names: ["AI_NoObjectGeneratedError", "AI_NoOutputGeneratedError"], finish_reason: ["error"] }, then: { code: "provider.outcome_unknown" }, fixture: "answer.broken_off" },
    { id: "answer.data_invalid", stage: "kind", when: { names: ["AI_InvalidResponseDataError", "AI_InvalidStreamPartError"] }, then: { code: "provider.response_invalid", category: "unknown" }, fixture: "answer.data_invalid" },
    { id: "answer.schema_mismatch", stage: "last", when: { names: ["AI_NoObjectGeneratedError", "AI_NoSuchToolError", "AI_InvalidToolInputError", "AI_ToolCallRepairError"] }, then: { code: "model.output_schema_mismatch" }, fixture: "answer.schema_mismatch" },
    { id: "answer.nothing", stage: "last", when: { names: ["AI_NoContentGeneratedError", "AI_NoOutputGeneratedError", "AI_NoImageGeneratedError", "AI_NoSpeechGeneratedError", "AI_NoTranscriptGeneratedError"] }, then: { code: "model.no_result" }, fixture: "answer.nothing" },
    { id: "answer.body_empty", stage: "last", when: { names: ["AI_EmptyResponseBodyError"] }, then: { code: "provider.outcome_unknown" }, fixture: "answer.body_missing" },
    { id: "answer.type_mismatch", stage: "last", when: { names: ["AI_TypeValidationError", "AI_JSONParseError"] }, then: { code: "model.output_schema_mismatch" }, fixture: "answer.type_mismatch" },
  ],
};
