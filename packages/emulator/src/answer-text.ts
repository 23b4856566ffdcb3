import type { SeededChoices } from "./seeded-choices.ts";

const OPENINGS = ["On the whole", "In short", "Taken together", "Looking at the material", "After a close reading"];
const QUALITIES = ["solid", "well documented", "consistent", "promising", "mixed", "clear", "detailed", "cautious"];
const SUBJECTS = ["picture", "case", "record", "account", "profile", "result"];
const CAVEATS = [
  "one point deserves a second look",
  "two details remain open",
  "nothing contradicts it",
  "the dates should be confirmed",
  "the figures agree with each other",
];
const LONGEST_TOPIC = 8;

/** A short, readable text that names what was asked and nothing else of the prompt. The same prompt and seed give the same text. */
export function answerText(prompt: string, choices: SeededChoices): string {
  const opening = choices.pick("opening", OPENINGS);
  const [first, second] = twoOf(QUALITIES, choices);
  const subject = choices.pick("subject", SUBJECTS);
  const caveat = choices.pick("caveat", CAVEATS);
  return `${opening}, about "${topicOf(prompt)}": a ${first} and ${second} ${subject}; ${caveat} (emulated answer ${choices.digits("reference", 8)}).`;
}

/** A short phrase for one field of a structured answer. */
export function answerPhrase(label: string, choices: SeededChoices): string {
  const quality = choices.pick(`${label}/quality`, QUALITIES);
  const subject = choices.pick(`${label}/subject`, SUBJECTS);
  return `A ${quality} ${subject} (${choices.digits(`${label}/reference`, 4)})`;
}

function topicOf(prompt: string): string {
  const line = prompt.split("\n").find((candidate) => /\p{L}/u.test(candidate)) ?? "";
  const words = line.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (words.length === 0) return "this request";
  const topic = words.slice(0, LONGEST_TOPIC).join(" ").slice(0, 80);
  return words.length > LONGEST_TOPIC ? `${topic} …` : topic;
}

function twoOf(values: readonly string[], choices: SeededChoices): readonly [string, string] {
  const first = choices.pick("quality", values);
  const second = choices.pick(
    "second quality",
    values.filter((value) => value !== first),
  );
  return [first, second];
}
