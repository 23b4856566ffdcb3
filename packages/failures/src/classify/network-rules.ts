import type { UserAction } from "../report.ts";
import { rungs } from "./rule.ts";
import type { Rule } from "./rule.ts";

// A server beside a worker may only be slow to start: it is worth another attempt, and a person can start it.
const START_SERVER: UserAction = {
  kind: "fix_configuration",
  detail: "Start the server at this address, or correct the address.",
};

/** What the errors of an abort are called: by the platform, by Next.js, by the SDKs of OpenAI, Anthropic and Mistral. */
export const ABORTS: readonly string[] = ["AbortError", "ResponseAborted", "APIUserAbortError", "RequestAbortedError"];
/** What the errors of a client's own time-out are called. */
export const TIME_OUTS: readonly string[] = ["TimeoutError", "APIConnectionTimeoutError", "RequestTimeoutError"];

/** What the caller ended is not looked at any further. */
export const CANCELLATION_RULES: readonly Rule[] = rungs("kind", [
  {
    id: "cancelled.by_caller",
    when: { is_cancelled: true },
    then: { code: "run.cancelled" },
  },
]);

/** Rules for what carries no status: sockets, aborts and time-outs. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const NETWORK_RULES: readonly Rule[] = rungs("network", [
  { id: "network.certificate", when: { network: ["certificate"] }, then: { code: "perdure.provider_certificate_refused" } },
  { id: "network.address", when: { network: ["address"] }, then: { code: "perdure.provider_address_invalid" } },
  { id: "network.local_port", when: { network: ["local_port"] }, then: { code: "perdure.port_taken" } },
  { id: "network.name_of_known_host", when: { network: ["name"], has_answered: true }, then: { code: "provider.unavailable" } },
  { id: "network.name", when: { network: ["name"] }, then: { code: "perdure.provider_address_invalid" } },
  { id: "network.local_server", when: { is_loopback: true }, then: { code: "provider.unavailable", user_action: START_SERVER } },
  { id: "network.not_sent", when: { network: ["connect"] }, then: { code: "provider.unavailable" } },
  { id: "network.cut", when: { network: ["cut"] }, then: { code: "provider.outcome_unknown" } },
  { id: "time_out.ours", when: { names: TIME_OUTS }, then: { code: "provider.outcome_unknown" } },
  { id: "abort.foreign", when: { names: ABORTS, has_signal: true }, then: { code: "provider.outcome_unknown" } },
  { id: "abort.unexplained", when: { names: ABORTS }, then: { code: "run.cancelled" } },
]);
