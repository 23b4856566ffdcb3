import { asList, asNumber, readMember, readString } from "../read-value.ts";
import type { AnswerBody } from "./answer-body.ts";
import { providerExtractor } from "./provider-extractor.ts";

/** Gemini and Vertex AI: gRPC statuses, with the reason in the details. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const google = providerExtractor({
  id: "google",
  wordings: [
    ["no_quota_for_model", /\blimit: 0\b/u],
    ["context_exceeded", /exceeds the maximum number of tokens/iu],
    ["reference_missing", /\bfile\b[\s\S]{0,80}?(?:not found|does not exist)/iu],
    ["region_refused", /not available in your (?:country|region|location)|location is not supported/iu],
  ],
  signs: quotaSigns,
  rules: [
    { id: "quota.none_for_model", stage: "limit", when: { status: [429], signs: ["no_quota_for_model"] }, then: { code: "model.unavailable" }, fixture: "google.no_quota_for_model" },
    { id: "quota.daily", stage: "limit", when: { status: [429], signs: ["daily_quota"] }, then: { code: "provider.quota_exhausted" }, fixture: "google.per_day" },
    { id: "google.quota", stage: "limit", when: { codes: ["quota_exceeded"] }, then: { code: "provider.quota_exhausted" }, fixture: "google.quota_exceeded" },
    { id: "google.credential", stage: "word", when: { codes: ["api_key_invalid", "unauthenticated"] }, then: { code: "provider.credential_refused" }, fixture: "google.bad_key_behind_400" },
    { id: "google.exists", stage: "word", when: { codes: ["already_exists"] }, then: { code: "perdure.provider_request_refused" }, fixture: "google.already_exists" },
    { id: "google.rate", stage: "word", when: { codes: ["too_many_requests"] }, then: { code: "provider.rate_limited" }, fixture: "google.too_many_requests" },
    { id: "google.precondition", stage: "status", when: { codes: ["failed_precondition"] }, then: { code: "provider.quota_exhausted" }, fixture: "google.free_tier_off" },
  ],
});

function quotaSigns({ error }: AnswerBody): readonly string[] {
  const details = asList(readMember(error, "details"));
  const violations = details.flatMap((detail) => asList(readMember(detail, "violations")));
  const isDaily = violations.some((violation) => /perday|daily/iu.test(readString(violation, "quotaId") ?? ""));
  const isNothing = violations.some((violation) => asNumber(readMember(violation, "quotaValue")) === 0);
  return [...(isDaily ? ["daily_quota"] : []), ...(isNothing ? ["no_quota_for_model"] : [])];
}
