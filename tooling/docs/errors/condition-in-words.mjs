import { code, oneOf } from "./markdown-table.mjs";
import { meaningOf } from "./meanings.mjs";

const NETWORK = {
  address: "the address is none that can be called",
  certificate: "the certificate is not accepted",
  connect: "no connection comes about",
  cut: "the connection is cut",
  local_port: "a port of this machine is taken",
  name: "the name does not resolve",
};

const named = (names) => oneOf(code(...names));
const either = (yes, no) => (value) => (value ? yes : no);

/** How each member of a condition reads. */
const WORDS = {
  is_cancelled: either("the caller's own signal has aborted", "the caller's own signal has not aborted"),
  names: (names) => `an error in the chain is called ${named(names)}`,
  is_success: either("the status is a success", "the status is no success"),
  status: (statuses) => `the status is ${oneOf(statuses)}`,
  status_between: ([low, high]) => `the status is between ${low} and ${high}`,
  finish_reason: (reasons) => `the model stopped for ${named(reasons)}`,
  codes: (words) => `the provider's word is ${named(words)}`,
  has_codes: either("the provider says a word", "the provider says no word"),
  signs: (signs) => `the error shows ${named(signs)}`,
  without_signs: (signs) => `the error does not show ${named(signs)}`,
  network: (kinds) => oneOf(kinds.map((kind) => meaningOf(NETWORK, kind))),
  is_loopback: either("the address is on this machine", "the address is not on this machine"),
  should_retry: either("the server says to repeat", "the server says not to repeat"),
  has_retry_after: either("the server asks for a wait", "the server asks for no wait"),
  effect: (effects) => `the call is ${named(effects)}`,
  has_signal: either("the call had a signal", "the call had no signal"),
  has_answered: either("the address has answered before", "the address has not answered before"),
};

/** The condition of a rule as a clause, always in the same order. Throws for a member that it has no words for. */
export function conditionInWords(when) {
  for (const name of Object.keys(when)) meaningOf(WORDS, name);
  return Object.keys(WORDS)
    .filter((name) => name in when)
    .map((name) => WORDS[name](when[name]))
    .join(", and ");
}
