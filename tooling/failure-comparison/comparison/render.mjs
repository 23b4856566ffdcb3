import { DECIDERS } from "./decisions.mjs";
import { isRight, tally } from "./judge.mjs";
import { markdownTable } from "./markdown-table.mjs";

const NAMES = DECIDERS.map(({ name }) => name);

/** What the package's README says of the measurement. */
export function renderSummary(rows, versions) {
  const { categories, total, disputed } = tally(rows);
  const table = markdownTable(
    ["right decisions", "failures", ...DECIDERS.map((decider) => withVersion(decider, versions))],
    [...categories, { name: "all", ...total }].map(({ name, failures, right }) => [name, failures, ...right]),
  );
  return [
    table,
    "",
    `Judged by the provider's own page, which says that a repeat helps ${total.helps} of these fixtures; ${disputed.failures} disputed ones are apart. [Every row with its page](fixtures/comparison.md).`,
  ].join("\n");
}

function withVersion({ name, library }, versions) {
  const measured = versions.find((version) => version.name === library);
  return measured === undefined ? name : `${name} ${measured.version}`;
}

/** The page with every measured row. */
export function renderRows(rows, versions) {
  const { total, disputed } = tally(rows);
  const counted = markdownTable(
    ["", ...NAMES],
    [
      [`right, of ${total.failures}`, ...total.right],
      [`repeated, of ${disputed.failures} disputed`, ...disputed.repeated],
    ],
  );
  const table = markdownTable(
    ["failure", "category", "a repeat", ...NAMES],
    rows.map(({ fixture, repeats }) => [
      `\`${fixture.id}\``,
      fixture.expected.category,
      `[${SAYS[fixture.documented.repeat]}](${fixture.documented.source})`,
      ...repeats.map((repeated) => decisionOf(fixture, repeated)),
    ]),
  );
  return [
    "# Who repeats what",
    "",
    "What each library does with a failure of which the provider's own page (linked) says whether a repeat helps. Decisions",
    "against the page are bold. The failures are the fixtures beside this page, chosen for what tells rules apart: they do not",
    "say how often each happens, and our own column is what they hold us to. Written by `pnpm run update:comparison`, which runs",
    "the real libraries.",
    "",
    ...DECIDERS.map(({ name, how }) => `- ${name}: ${how}`),
    "",
    `Measured: ${versions.map(({ name, version }) => `${name} ${version}`).join(", ")}.`,
    "",
    counted,
    "",
    table,
    "",
  ].join("\n");
}

const SAYS = { helps: "helps", does_not_help: "does not help", disputed: "disputed" };

function decisionOf(fixture, repeats) {
  const decision = repeats ? "repeats" : "stops";
  return isRight(fixture, repeats) === false ? `**${decision}**` : decision;
}
