import { isRetryable } from "@perdure/failures";
import { code, markdownTable } from "./markdown-table.mjs";
import { CATEGORY_MEANINGS, DOMAIN_MEANINGS, EFFECT_MEANINGS } from "./meanings.mjs";

/** The page with the table of all codes, and with what the words in it mean. */
export function codesPage(codes) {
  const rows = codes.map((facts) => [
    `[\`${facts.code}\`](${facts.code}.md)`,
    facts.title,
    code(facts.category)[0],
    isRetryable(facts.category) ? "yes" : "no",
    code(facts.user_action.kind)[0],
    code(facts.problem_domain)[0],
    String(facts.status),
  ]);
  return [
    "# Failure codes",
    "Every failure has one code, the same on every backend: the command prints it in brackets behind the title, reports and problem documents have it as `code`. Each code has a page that says what to do, and `perdure explain <code>` says it at a terminal. The codes are permanent; those without the prefix `perdure.` are the MTHDS registry's own.",
    markdownTable(
      ["code", "what happened", "category", "a repeat can help", "user action", "who must act", "HTTP"],
      rows,
    ),
    "## Category",
    "What a repeat can do about it. A failure has the category of its code, unless a rule or a long wait says otherwise.",
    markdownTable(["category", "what it says", "does a repeat help?"], meaningRows(CATEGORY_MEANINGS)),
    "## Who must act",
    markdownTable(["domain", "who it is"], meaningRows(DOMAIN_MEANINGS)),
    "## What a call may do",
    "Whether an `ambiguous` failure is repeated without a person depends on it.",
    markdownTable(["effect", "what the call does"], meaningRows(EFFECT_MEANINGS)),
    "[How an error gets its code](rules.md) · [what is repeated, and what it costs](../resume-retries-and-cost.md) · [failures as data](../../packages/failures/fixtures/README.md)",
  ].join("\n\n");
}

function meaningRows(meanings) {
  return Object.entries(meanings).map(([name, meaning]) => [code(name)[0], meaning].flat());
}
