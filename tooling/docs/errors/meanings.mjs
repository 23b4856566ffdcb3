/** What each category says of what happened, and whether a repeat helps. */
export const CATEGORY_MEANINGS = {
  transient: ["it passes by itself: throttled, busy, not reached", "It can: this passes by itself."],
  ambiguous: [
    "the request left, and what became of it is not known",
    "It may do the same thing twice: the first time may have taken effect.",
  ],
  configuration: ["the setup must change", "Not until the setup is changed."],
  content: ["the input or the method must change", "Not until the input or the method is changed."],
  capacity: [
    "quota or money is used up, or the wait is too long",
    "Not until there is quota again, or the wait is over.",
  ],
  unknown: ["no rule decides what a repeat would do", "That is not known."],
};

/** Who must act, by the domain of the problem document. */
export const DOMAIN_MEANINGS = {
  input: "who gives the input",
  method: "who writes the method",
  account: "who owns the account",
  operator: "who runs the setup: keys, configuration, servers",
  runtime: "nobody's input or setup is wrong: it happened while the run worked",
};

/** What a repeat of a call costs, by what the call may do. */
export const EFFECT_MEANINGS = {
  pure: "does nothing outside",
  billable: "costs money and nothing else: an inference",
  idempotent: "is done once, however often it is asked for with one key",
  effectful: "does something outside each time",
};

/** What the rules of a stage look at. */
export const STAGE_MEANINGS = {
  kind: "What kind of error it is.",
  limit: "Limits and money, which hide behind other statuses.",
  word: "A provider's own words.",
  wording: "A provider's sentences, for want of a word.",
  server: "What the server says of a repeat, and what the call may do.",
  status: "The status, where no word explained it.",
  network: "The network: sockets, names, certificates, aborts, time-outs.",
  last: "What is left.",
};

/** The entry of a table above. Throws where there is none: what is new must be said in words before it is documented. */
export function meaningOf(meanings, name) {
  if (!Object.hasOwn(meanings, name)) throw new Error(`tooling/docs/errors has no words for ${name}`);
  return meanings[name];
}
