import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listCodes } from "@perdure/failures";
import { CLASSIFIER } from "@perdure/failures/all";
import { PROVIDERS } from "@perdure/failures/providers";
import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { codePage } from "./code-page.mjs";
import { codesPage } from "./codes-page.mjs";
import { rulesPage } from "./rules-page.mjs";

const GENERATED =
  "<!-- Written by `update:errors` from packages/failures. Change the code table, the rules or the fixtures. -->";

/** What `docs/errors` must hold: file name to text. */
export function errorPages() {
  const { rules } = CLASSIFIER;
  const codes = listCodes();
  const pages = codes.map((facts) => {
    const giving = rules.filter(({ then }) => then.code === facts.code);
    const ending = FAILURE_FIXTURES.filter(({ expected }) => expected.code === facts.code);
    return [`${facts.code}.md`, codePage(facts, giving, ending)];
  });
  const all = [["README.md", codesPage(codes)], ["rules.md", rulesPage(rules, PROVIDERS)], ...pages];
  return new Map(all.map(([name, text]) => [name, `${text}\n\n${GENERATED}\n`]));
}

/** The names of the files in a folder that are not what must be there: changed, missing, or of a code that is gone. */
export function staleErrorPages(folder) {
  const pages = errorPages();
  const kept = readdirSync(folder);
  const missing = [...pages.keys()].filter((name) => !kept.includes(name));
  return [...missing, ...kept.filter((name) => readFileSync(join(folder, name), "utf8") !== pages.get(name))];
}

/** Writes the folder anew. */
export function writeErrorPages(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of errorPages()) writeFileSync(join(folder, name), text);
}
