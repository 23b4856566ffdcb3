import { CODES } from "./codes.ts";
import type { CodeRow, FailureCode, ProblemDomain } from "./codes.ts";
import type { Category, Domain, UserAction } from "./report.ts";

/** Everything that the table says about a code, ready for a page of documentation. */
export interface CodeFacts {
  readonly code: string;
  readonly category: Category;
  readonly title: string;
  readonly type_uri: string;
  readonly error_type: string;
  readonly user_action: UserAction;
  /** The HTTP status of its problem document. */
  readonly status: number;
  /** Who must act, as a problem document says it. */
  readonly problem_domain: ProblemDomain;
}

/** Who can fix a failure of this category; undefined where nobody is known to. */
export function domainOf(category: Category): Domain | undefined {
  if (category === "unknown") return undefined;
  if (category === "configuration") return "config";
  return category === "content" ? "input" : "runtime";
}

/** Whether a repeat can succeed. Whether a repeat is allowed is another question: see `mayAutoRetry`. */
export function isRetryable(category: Category): boolean {
  return category === "transient";
}

/** The permanent identifier of a code: the MTHDS registry's address for its codes, a URN for ours. */
export function typeUriOf(code: string): string {
  return code.startsWith("perdure.") ? `urn:perdure:failure:${code}` : `https://mthds.ai/errors/${code}`;
}

/** The diagnostic type name of a code: `provider.rate_limited` is `ProviderRateLimited`, our prefix is left out. */
export function errorTypeOf(code: string): string {
  const words = code.replace(/^perdure\./u, "").split(/[._]/u);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** What the table says about a code. */
export function codeFacts(code: FailureCode): CodeFacts {
  return factsOfRow(code, CODES[code]);
}

/** The facts that a row states of a code. */
export function factsOfRow(code: string, row: CodeRow): CodeFacts {
  const [category, status, problem_domain, kind, title, detail] = row;
  return Object.freeze({
    code,
    category,
    title,
    type_uri: typeUriOf(code),
    error_type: errorTypeOf(code),
    user_action: Object.freeze({ kind, detail }),
    status,
    problem_domain,
  });
}

/** Every code with its facts, in the order of the table. */
export function listCodes(): readonly CodeFacts[] {
  return (Object.keys(CODES) as FailureCode[]).map((code) => codeFacts(code));
}
