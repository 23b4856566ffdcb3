import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listCodes } from "@perdure/failures";
import { CLASSIFIER } from "@perdure/failures/all";
import { describe, expect, it } from "vitest";
import { codePage } from "./code-page.mjs";
import { conditionCell } from "./condition-cell.mjs";
import { errorPages, staleErrorPages, writeErrorPages } from "./error-pages.mjs";
import { markdownTable } from "./markdown-table.mjs";

const committed = fileURLToPath(new URL("../../../docs/errors", import.meta.url));
const pages = errorPages();

describe("docs/errors", () => {
  it("is what the code table, the rules and the fixtures say: `update:errors` writes it anew", () => {
    expect(staleErrorPages(committed)).toEqual([]);
  });

  it("is seen to differ: a changed page, a missing one, one of a code that is gone", () => {
    const folder = mkdtempSync(join(tmpdir(), "perdure-errors-"));
    try {
      writeErrorPages(folder);
      expect(staleErrorPages(folder)).toEqual([]);
      const changed = join(folder, "rules.md");
      writeFileSync(changed, readFileSync(changed, "utf8").replace("429", "428"));
      rmSync(join(folder, "run.failed.md"));
      writeFileSync(join(folder, "perdure.gone.md"), readFileSync(join(folder, "run.lost.md")));
      expect(staleErrorPages(folder).sort()).toEqual(["perdure.gone.md", "rules.md", "run.failed.md"]);
      writeErrorPages(folder);
      expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has one row for each code, and each code a page that begins with what happened and what to do", () => {
    const rows = [...pages.get("README.md").matchAll(/^\| \[`([^`]+)`\]/gmu)].map(([, code]) => code);
    expect(rows).toEqual(listCodes().map(({ code }) => code));
    for (const { code, title, user_action } of listCodes()) {
      const [heading, happened, toDo] = pages.get(`${code}.md`).split("\n\n");
      expect([heading, happened, toDo]).toEqual([`# ${code}`, `${title}.`, `**What to do:** ${user_action.detail}`]);
    }
  });

  it("has one row for each rule, in the order in which they decide", () => {
    const rows = [...pages.get("rules.md").matchAll(/^\| `([^`]+)` .*`([^`]+)` \|$/gmu)];
    const wanted = CLASSIFIER.rules.map(({ id, fixture }) => [id, fixture]);
    expect(rows.map(([, id, fixture]) => [id, fixture]).slice(0, wanted.length)).toEqual(wanted);
  });

  it("shows each rule, and the fixture that proves it, on the page of its code", () => {
    for (const { id, then, fixture } of CLASSIFIER.rules) {
      const page = pages.get(`${then.code}.md`);
      expect(page).toContain(`\n| \`${id}\` |`);
      expect(page).toContain(`\n| \`${fixture}\` |`);
    }
  });

  it("says of a code without a rule that Perdure raises it", () => {
    const given = new Set(CLASSIFIER.rules.map(({ then }) => then.code));
    for (const { code } of listCodes()) {
      expect(pages.get(`${code}.md`).includes("Perdure raises it itself")).toBe(!given.has(code));
    }
    expect(pages.get("runtime.unexpected.md")).toContain("the verdict on an error that no rule fits");
    expect(pages.get("perdure.worker_lost.md")).toContain("Failures of Temporal are read as it, too");
  });
});

describe("the page of a code", () => {
  const FACTS = listCodes().find(({ code }) => code === "provider.rate_limited");
  const row = (page, name) => page.split("\n").find((line) => line.startsWith(`| ${name} |`));
  const page = (category) => codePage({ ...FACTS, category }, [], []);

  it.each([
    ["transient", "yes, whatever the call may do", "yes"],
    ["configuration", "never", "no"],
    ["content", "never", "no"],
    ["capacity", "never", "no"],
    ["unknown", "never", "no"],
    [
      "ambiguous",
      "where [the call](README.md#what-a-call-may-do) is `pure`, `billable` (unless `repeat_billable` is `never`) or `idempotent`; not where it is `effectful`",
      "no",
    ],
  ])("says what is repeated without a person: %s", (category, repeated, retryable) => {
    expect(row(page(category), "repeated without a person")).toBe(`| repeated without a person | ${repeated} |`);
    expect(row(page(category), "`retryable`")).toBe(`| \`retryable\` | ${retryable} |`);
  });

  it("names the other categories that the failure may have", () => {
    const line = row(pages.get("provider.rate_limited.md"), "category");
    expect(line).toContain("`unknown` by the rule `server.says_no_repeat_rate`");
    expect(line).toContain("`capacity` where the server asks for a wait beyond the ceiling");
    expect(row(pages.get("provider.timeout.md"), "category")).not.toContain("capacity");
  });

  it("shows what was seen of a failure", () => {
    expect(pages.get("provider.rate_limited.md")).toContain(
      "| HTTP 429, `rate_limit_exceeded`, `requests`, asks for 5 s |",
    );
  });

  it("is not written of a category that has no words", () => {
    expect(() => page("cosmic")).toThrow(/no words for cosmic/u);
  });
});

describe("the condition of a rule", () => {
  it("is said whole", () => {
    const when = { status: [404], has_codes: false, without_signs: ["error_body"] };
    expect(conditionCell(when)).toBe("status 404; no word of the provider's; not the sign error_body");
  });

  it("is refused where a part of it has no words", () => {
    expect(() => conditionCell({ status: [404], is_raining: true })).toThrow(/status, is_raining/u);
  });
});

describe("a table of the docs", () => {
  it("keeps a cell in its cell", () => {
    expect(markdownTable(["a", "b"], [["one|two", "three\nfour"]])).toBe(
      "| a | b |\n|---|---|\n| one\\|two | three four |",
    );
  });
});
