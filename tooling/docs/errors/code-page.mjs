import { isRetryable, mayAutoRetry } from "@perdure/failures";
import { conditionCell } from "./condition-cell.mjs";
import { fixtureInWords } from "./fixture-in-words.mjs";
import { code, markdownTable, oneOf } from "./markdown-table.mjs";
import { CATEGORY_MEANINGS, DOMAIN_MEANINGS, EFFECT_MEANINGS, meaningOf } from "./meanings.mjs";

const MAXIMUM_EXAMPLES = 12;
const FIXTURES = "../../packages/failures/fixtures/README.md";

/** The page of one code, from its facts, the rules that give it and the fixtures that end in it. */
export function codePage(facts, rules, fixtures) {
  const [, repeat] = meaningOf(CATEGORY_MEANINGS, facts.category);
  return [
    `# ${facts.code}`,
    `${facts.title}.`,
    `**What to do:** ${facts.user_action.detail}`,
    `**Does a repeat help?** ${repeat}`,
    factsTable(facts, rules, fixtures),
    "## What gives it",
    rules.length === 0 ? withoutRule(fixtures) : rulesTable(rules),
    ...(fixtures.length === 0 ? [] : ["## Seen as", ...examples(rules, fixtures)]),
    "[All codes](README.md) · [all rules](rules.md) · [what is repeated, and what it costs](../resume-retries-and-cost.md)",
  ].join("\n\n");
}

function factsTable(facts, rules, fixtures) {
  const { category, user_action, status, problem_domain } = facts;
  const rows = [
    ["code", code(facts.code)[0]],
    ["type URI", code(facts.type_uri)[0]],
    ["error type", code(facts.error_type)[0]],
    ["category", categoryCell(facts, rules, fixtures)],
    ["`retryable`", isRetryable(category) ? "yes" : "no"],
    ["repeated without a person", repeatCell(category)],
    ["who must act", `\`${problem_domain}\`: ${meaningOf(DOMAIN_MEANINGS, problem_domain)}`],
    ["user action", code(user_action.kind)[0]],
    ["HTTP status of its problem document", String(status)],
  ];
  return markdownTable(["", ""], rows);
}

function categoryCell({ category }, rules, fixtures) {
  const [meaning] = meaningOf(CATEGORY_MEANINGS, category);
  const others = rules.filter(({ then }) => then.category !== undefined && then.category !== category);
  const waits = category === "transient" && fixtures.some(({ expected }) => expected.category === "capacity");
  return [
    `\`${category}\`: ${meaning}`,
    ...others.map(({ id, then }) => `\`${then.category}\` by the rule \`${id}\``),
    ...(waits ? ["`capacity` where the server asks for a wait beyond the ceiling, one hour unless set"] : []),
  ].join("; ");
}

function repeatCell(category) {
  const effects = Object.keys(EFFECT_MEANINGS);
  const allowed = effects.filter((effect) => mayAutoRetry({ category }, effect));
  if (allowed.length === 0) return "never";
  if (allowed.length === effects.length) return "yes, whatever the call may do";
  const refused = effects.filter((effect) => !allowed.includes(effect));
  return `where [the call](README.md#what-a-call-may-do) is ${oneOf(allowed.map((effect) => effectAllowed(category, effect)))}; not where it is ${oneOf(code(...refused))}`;
}

function effectAllowed(category, effect) {
  const always = mayAutoRetry({ category }, effect, { repeat_billable: "never" });
  return `\`${effect}\`${always ? "" : " (unless `repeat_billable` is `never`)"}`;
}

function rulesTable(rules) {
  const rows = rules.map(({ id, when, then, fixture }) => [
    code(id)[0],
    conditionCell(when),
    code(fixture)[0],
    ownVerdict(then),
  ]);
  const head = ["rule", "when", "proven by", "with"];
  const hasOwn = rows.some((row) => row.at(-1) !== "");
  return hasOwn
    ? markdownTable(head, rows)
    : markdownTable(
        head.slice(0, -1),
        rows.map((row) => row.slice(0, -1)),
      );
}

/** What a rule says beyond its code. */
export function ownVerdict({ category, user_action }) {
  return [
    ...(category === undefined ? [] : [`the category \`${category}\``]),
    ...(user_action === undefined ? [] : [`the action \`${user_action.kind}\`: ${user_action.detail}`]),
  ].join("; ");
}

function withoutRule(fixtures) {
  const said = ["No rule gives it: Perdure raises it itself, where it knows what happened."];
  if (fixtures.some(({ rule }) => rule === "none")) said.push("It is also the verdict on an error that no rule fits.");
  if (fixtures.some(({ rule }) => rule === "carried")) said.push("Failures of Temporal are read as it, too.");
  return said.join(" ");
}

function examples(rules, fixtures) {
  const rows = exampleFixtures(rules, fixtures);
  const table = markdownTable(
    ["fixture", "provider", "what is seen", "category", "the provider's page"],
    rows.map((fixture) => [
      code(fixture.id)[0],
      fixture.provider === "none" ? "" : fixture.provider,
      fixtureInWords(fixture),
      fixture.expected.category,
      documentedCell(fixture.documented),
    ]),
  );
  const more = `${rows.length === fixtures.length ? "All of them are" : "They and more are"} [failures as data](${FIXTURES}).`;
  return [table, more];
}

function documentedCell(documented) {
  if (documented === undefined) return "";
  const says = { helps: "a repeat helps", does_not_help: "a repeat does not help", disputed: "disputed" };
  return `[${meaningOf(says, documented.repeat)}](${documented.source})`;
}

/** The fixtures that prove the rules, then one for each provider and rule, as many as a page has room for. */
function exampleFixtures(rules, fixtures) {
  const proofs = rules.map(({ fixture }) => fixtures.find(({ id }) => id === fixture));
  const kinds = new Map();
  for (const fixture of [...proofs, ...fixtures]) {
    if (fixture === undefined) continue;
    const kind = `${fixture.provider} ${fixture.rule} ${fixture.expected.category} ${fixture.rule === "carried" ? fixture.id : ""}`;
    if (!kinds.has(kind)) kinds.set(kind, fixture);
  }
  return [...kinds.values()].slice(0, MAXIMUM_EXAMPLES);
}
