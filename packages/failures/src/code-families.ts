import { ACTION_SENTENCES } from "./action-sentences.ts";
import { codeFacts, factsOfRow } from "./code-facts.ts";
import type { CodeFacts } from "./code-facts.ts";
import { isFailureCode } from "./codes.ts";
import type { ProblemDomain } from "./codes.ts";
import type { Category, UserActionKind } from "./report.ts";

/** What a code that is not in the table is read as, by its family: the code without its last segment. */
type FamilyRow = readonly [category: Category, status: number, problemDomain: ProblemDomain, action: UserActionKind];

// What most codes of the family say in the registry; but none is read as one that invites a repeat, whatever most of its
// codes say. A family of which nothing is true for most codes, or whose every code is in the table, has no row.
const FAMILIES: Readonly<Record<string, FamilyRow>> = {
  account: ["capacity", 429, "account", "check_billing"],
  auth: ["configuration", 401, "account", "check_credentials"],
  input: ["content", 422, "input", "change_input"],
  method: ["content", 422, "method", "change_method"],
  pipe: ["content", 422, "method", "change_method"],
  provider: ["unknown", 502, "runtime", "unknown"],
  request: ["content", 422, "input", "change_input"],
  run: ["unknown", 409, "runtime", "read_run"],
  security: ["content", 422, "method", "change_method"],
};
const NO_FAMILY: FamilyRow = ["unknown", 500, "runtime", "unknown"];

/**
 * What is known of any code: what the table says, or for one that is not in it what most codes of its family in the MTHDS
 * registry say. Of such a code the title is the code itself, and no category invites a repeat.
 */
export function readCodeFacts(code: string): CodeFacts {
  if (isFailureCode(code)) return codeFacts(code);
  const [category, status, problemDomain, kind] = familyRow(code);
  return factsOfRow(code, [category, status, problemDomain, kind, code, ACTION_SENTENCES[kind]]);
}

/** The row of a code's family; that of no family at all where the family is not known. */
function familyRow(code: string): FamilyRow {
  const family = code.slice(0, Math.max(0, code.lastIndexOf(".")));
  return (Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined) ?? NO_FAMILY;
}
