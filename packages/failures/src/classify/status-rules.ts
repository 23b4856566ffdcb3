import type { UserAction } from "../report.ts";
import { TIME_OUTS } from "./network-rules.ts";
import { rungs } from "./rule.ts";
import type { Rule } from "./rule.ts";

const PROXY_CREDENTIAL: UserAction = {
  kind: "check_credentials",
  detail: "Check the credential of the proxy.",
};
const REPORT_REQUEST: UserAction = {
  kind: "contact_support",
  detail: "Check the provider's address, or report the code and the status.",
};

/** Rules for what the server itself says of a repeat, and for statuses after which the effect decides. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const SERVER_RULES: readonly Rule[] = rungs("server", [
  { id: "server.says_repeat", when: { should_retry: true, status: [400, 404, 405, 406, 410, 412, 415, 422] }, then: { code: "provider.failed" } },
  { id: "effect.may_have_happened", when: { status: [408, 500, 502, 503, 504, 520, 524], effect: ["effectful"] }, then: { code: "provider.outcome_unknown" } },
  { id: "server.says_no_repeat_rate", when: { should_retry: false, status: [429] }, then: { code: "provider.rate_limited", category: "unknown" } },
  { id: "server.says_no_repeat", when: { should_retry: false, status: [408, 409, 500, 502, 503, 504, 529] }, then: { code: "provider.failed", category: "unknown" } },
]);

/** Rules for a status that no word of the provider explained. */
// prettier-ignore
export const STATUS_RULES: readonly Rule[] = rungs("status", [
  { id: "status.401", when: { status: [401, 403] }, then: { code: "provider.credential_refused" } },
  { id: "status.402", when: { status: [402] }, then: { code: "provider.quota_exhausted" } },
  { id: "status.404", when: { status: [404, 410, 412] }, then: { code: "model.unavailable" } },
  { id: "status.407", when: { status: [407, 511] }, then: { code: "runtime.misconfigured", user_action: PROXY_CREDENTIAL } },
  { id: "status.408", when: { status: [408, 504, 524] }, then: { code: "provider.timeout" } },
  { id: "status.413", when: { status: [413, 414, 431] }, then: { code: "input.too_large" } },
  { id: "status.429", when: { status: [429] }, then: { code: "provider.rate_limited" } },
  { id: "status.451", when: { status: [451] }, then: { code: "perdure.provider_region_refused" } },
  { id: "status.499", when: { status: [499] }, then: { code: "provider.outcome_unknown" } },
  { id: "status.501", when: { status: [501] }, then: { code: "model.capability_unsupported" } },
  { id: "status.our_request_is_wrong", when: { status: [405, 406, 415, 505, 506, 508, 510] }, then: { code: "runtime.misconfigured", user_action: REPORT_REQUEST } },
  { id: "status.busy", when: { status: [503, 521, 522, 523, 525, 526, 527, 529, 530] }, then: { code: "provider.unavailable" } },
  { id: "status.conflict", when: { status: [409, 423, 424, 425] }, then: { code: "provider.failed" } },
  { id: "status.5xx", when: { status_between: [500, 599] }, then: { code: "provider.failed" } },
  { id: "status.4xx", when: { status_between: [400, 499] }, then: { code: "perdure.provider_request_refused" } },
  { id: "status.3xx", when: { status_between: [300, 399] }, then: { code: "perdure.provider_address_invalid" } },
  { id: "success.cut", when: { is_success: true, network: ["cut"] }, then: { code: "provider.outcome_unknown" } },
  { id: "success.time_out", when: { is_success: true, names: TIME_OUTS }, then: { code: "provider.outcome_unknown" } },
  { id: "success.unreadable", when: { is_success: true }, then: { code: "provider.response_invalid", category: "unknown" } },
]);
