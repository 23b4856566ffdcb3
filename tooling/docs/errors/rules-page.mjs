import { STAGES } from "@perdure/failures";
import { ownVerdict } from "./code-page.mjs";
import { conditionCell } from "./condition-cell.mjs";
import { code, markdownTable } from "./markdown-table.mjs";
import { meaningOf, STAGE_MEANINGS } from "./meanings.mjs";

/** The page of all rules in the order in which they are asked, and of the wordings that their signs are read by. */
export function rulesPage(rules, extractors) {
  const stages = STAGES.flatMap((stage) => {
    const rows = rules.filter((rule) => rule.stage === stage).map((rule) => ruleRow(rule, extractors));
    const head = ["rule", "when", "then", "with", "known to", "proven by"];
    return [`## ${stage}`, meaningOf(STAGE_MEANINGS, stage), markdownTable(head, rows)];
  });
  return [
    "# How an error gets its code",
    "An error is read by its structure, and the first of these rules that fits it decides: stage by stage, in a stage from top to bottom. `core` rules are known to `@perdure/failures` itself, the others to an extractor of `@perdure/failures/providers`; `@perdure/failures/all` asks them all. A failure that is found in the error, or in what caused it, keeps the code that it has, and what no rule fits is [`runtime.unexpected`](runtime.unexpected.md).",
    "A word is a provider's own, in lower case, wherever its answer has it. A sign is a fact that the shape of an answer or [a sentence](#sentences) shows.",
    ...stages,
    "## Sentences",
    "A sign that has no word of the provider is read from its sentence. The sentence itself goes no further.",
    markdownTable(["sign", "known to", "pattern"], extractors.flatMap(wordingRows)),
    "[All codes](README.md) · [a classifier of one's own](../../packages/failures/README.md)",
  ].join("\n\n");
}

function ruleRow({ id, when, then, fixture }, extractors) {
  const owner = extractors.find(({ rules }) => rules.some((rule) => rule.id === id));
  const given = `[\`${then.code}\`](${then.code}.md)`;
  return [code(id)[0], conditionCell(when), given, ownVerdict(then), owner?.id ?? "core", code(fixture)[0]];
}

function wordingRows({ id, wordings = [] }) {
  return wordings.map(([sign, pattern]) => [code(sign)[0], id, code(String(pattern))[0]]);
}
