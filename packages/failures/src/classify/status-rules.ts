import type { Rule } from "./rule.ts";

/** Rules for a status that no word of the provider explained, and for successes whose body cannot be used. */
export const STATUS_RULES: readonly Rule[] = [
  {
    id: "server.says_repeat",
    when: { should_retry: true, status: [400, 404, 405, 406, 410, 412, 415, 422] },
    verdict: { code: "provider.failed" },
  },
  {
    id: "effect.may_have_happened",
    when: { status: [408, 499, 500, 502, 503, 504, 520, 524], effect: ["effectful"] },
    verdict: { code: "provider.outcome_unknown" },
  },
  {
    id: "server.says_no_repeat_rate",
    when: { should_retry: false, status: [429] },
    verdict: { code: "provider.rate_limited", category: "unknown" },
  },
  {
    id: "server.says_no_repeat",
    when: { should_retry: false, status: [408, 409, 500, 502, 503, 504, 529] },
    verdict: { code: "provider.failed", category: "unknown" },
  },
  {
    id: "status.400_precondition",
    when: { status: [400], codes: ["failed_precondition"] },
    verdict: { code: "provider.quota_exhausted" },
  },
  { id: "status.400", when: { status: [400, 422] }, verdict: { code: "perdure.provider_request_refused" } },
  { id: "status.401", when: { status: [401, 403] }, verdict: { code: "provider.credential_refused" } },
  { id: "status.402", when: { status: [402] }, verdict: { code: "provider.quota_exhausted" } },
  {
    id: "status.404_bare",
    when: { status: [404], has_codes: false, without_signs: ["error_body"] },
    verdict: { code: "perdure.provider_address_invalid" },
  },
  { id: "status.404", when: { status: [404, 410, 412] }, verdict: { code: "model.unavailable" } },
  {
    id: "status.407",
    when: { status: [407, 511] },
    verdict: {
      code: "runtime.misconfigured",
      user_action: {
        kind: "check_credentials",
        detail: "Check the credential of the proxy between here and the provider.",
      },
    },
  },
  { id: "status.408", when: { status: [408, 504, 524] }, verdict: { code: "provider.timeout" } },
  { id: "status.413", when: { status: [413, 414, 431] }, verdict: { code: "input.too_large" } },
  { id: "status.429", when: { status: [429] }, verdict: { code: "provider.rate_limited" } },
  { id: "status.451", when: { status: [451] }, verdict: { code: "perdure.provider_region_refused" } },
  { id: "status.499", when: { status: [499] }, verdict: { code: "provider.outcome_unknown" } },
  { id: "status.501", when: { status: [501] }, verdict: { code: "model.capability_unsupported" } },
  {
    id: "status.our_request_is_wrong",
    when: { status: [405, 406, 415, 505, 506, 508, 510] },
    verdict: {
      code: "runtime.misconfigured",
      user_action: {
        kind: "contact_support",
        detail: "Check the provider's address; if it is right, report the request's code and status.",
      },
    },
  },
  {
    id: "status.busy",
    when: { status: [503, 521, 522, 523, 525, 526, 529] },
    verdict: { code: "provider.unavailable" },
  },
  { id: "status.conflict", when: { status: [409, 423, 424, 425] }, verdict: { code: "provider.failed" } },
  { id: "status.5xx", when: { status_between: [500, 599] }, verdict: { code: "provider.failed" } },
  { id: "status.4xx", when: { status_between: [400, 499] }, verdict: { code: "perdure.provider_request_refused" } },
  { id: "status.3xx", when: { status_between: [300, 399] }, verdict: { code: "perdure.provider_address_invalid" } },
  {
    id: "success.cut",
    when: { status_between: [200, 299], network: ["cut"] },
    verdict: { code: "provider.outcome_unknown" },
  },
  {
    id: "success.body_cut",
    when: { status_between: [200, 299], signs: ["cut_body", "empty_body"] },
    verdict: { code: "provider.outcome_unknown" },
  },
  {
    id: "success.page",
    when: { status_between: [200, 299], signs: ["html_body"] },
    verdict: { code: "provider.response_invalid" },
  },
  {
    id: "success.time_out",
    when: { status_between: [200, 299], names: ["TimeoutError"] },
    verdict: { code: "provider.outcome_unknown" },
  },
  {
    id: "success.unreadable",
    when: { status_between: [200, 299] },
    verdict: { code: "provider.response_invalid", category: "unknown" },
  },
];
