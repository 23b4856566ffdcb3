import type { UserAction } from "../report.ts";
import { providerExtractor } from "./provider-extractor.ts";

const CHECK_CLOCK: UserAction = {
  kind: "check_credentials",
  detail: "Check the clock of this machine, then the provider's credential.",
};

/** AWS Bedrock: the code is the name of an exception. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const bedrock = providerExtractor({
  id: "bedrock",
  wordings: [
    ["model_missing", /model identifier is invalid/iu],
    ["context_exceeded", /input is too long/iu],
    ["model_refused", /have access to the model/iu],
  ],
  rules: [
    { id: "bedrock.quota", stage: "limit", when: { codes: ["servicequotaexceededexception"] }, then: { code: "provider.quota_exhausted" }, fixture: "bedrock.quota" },
    { id: "bedrock.model_refused", stage: "word", when: { codes: ["accessdeniedexception"], signs: ["model_refused"] }, then: { code: "model.unavailable" }, fixture: "bedrock.model_not_granted" },
    { id: "bedrock.agreement", stage: "word", when: { codes: ["mpagreementbeingcreated"] }, then: { code: "provider.unavailable" }, fixture: "bedrock.agreement_pending" },
    { id: "bedrock.form", stage: "word", when: { codes: ["ftuformnotfilled"] }, then: { code: "perdure.provider_region_refused" }, fixture: "bedrock.form_missing" },
    { id: "bedrock.clock", stage: "word", when: { codes: ["requestexpired", "requesttimetooskewed", "invalidsignatureexception", "signaturedoesnotmatch"] }, then: { code: "provider.credential_refused", user_action: CHECK_CLOCK }, fixture: "bedrock.request_expired" },
    { id: "bedrock.credential", stage: "word", when: { codes: ["accessdeniedexception", "invalidclienttokenid", "expiredtokenexception", "unrecognizedclientexception", "incompletesignature", "notauthorized", "invalidaction"] }, then: { code: "provider.credential_refused" }, fixture: "bedrock.expired_token" },
    { id: "bedrock.model", stage: "word", when: { codes: ["resourcenotfoundexception"] }, then: { code: "model.unavailable" }, fixture: "bedrock.model_missing" },
    { id: "bedrock.rate", stage: "word", when: { codes: ["throttlingexception", "throttling", "throttledexception", "requestthrottledexception", "toomanyrequestsexception", "requestlimitexceeded", "limitexceededexception", "provisionedthroughputexceededexception", "slowdown"] }, then: { code: "provider.rate_limited" }, fixture: "bedrock.throttled" },
    { id: "bedrock.not_ready", stage: "word", when: { codes: ["modelnotreadyexception", "serviceunavailableexception"] }, then: { code: "provider.unavailable" }, fixture: "bedrock.model_not_ready" },
    { id: "bedrock.fault", stage: "word", when: { codes: ["modelstreamerrorexception", "internalserverexception", "internalfailure"] }, then: { code: "provider.failed" }, fixture: "bedrock.stream_error" },
    { id: "bedrock.time_out", stage: "word", when: { codes: ["modeltimeoutexception"] }, then: { code: "provider.timeout" }, fixture: "bedrock.model_time_out" },
    { id: "bedrock.invalid_in_stream", stage: "word", when: { is_success: true, codes: ["validationexception"] }, then: { code: "perdure.provider_request_refused" }, fixture: "bedrock.invalid_in_stream" },
  ],
});
