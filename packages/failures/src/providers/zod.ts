import type { ErrorSource, Extractor, Findings } from "../classify/extractor.ts";
import { plainLine, shortened } from "../plain-text.ts";
import { asList, readMember, readString } from "../read-value.ts";
import type { ValidationProblem } from "../report.ts";

/** Errors of zod, of every version: each issue becomes a validation problem, without the value that was refused. */
export const zod: Extractor = {
  id: "zod",
  read: readIssues,
  rules: [
    {
      id: "value.invalid",
      stage: "last",
      when: { signs: ["validation_issues"] },
      then: { code: "input.invalid" },
      fixture: "zod.issues",
    },
  ],
};

const MAXIMUM_ISSUES = 20;

function readIssues({ layers }: ErrorSource): Findings {
  const thrown = layers.find((layer) => /^\$?Zod(?:Real)?Error$/u.test(readString(layer, "name") ?? ""));
  const problems = asList(readMember(thrown, "issues")).slice(0, MAXIMUM_ISSUES).flatMap(problemOf);
  return thrown === undefined ? {} : { signs: ["validation_issues"], validation_errors: problems };
}

// An issue's own message may quote the value; its code, its place and the type that was expected cannot.
function problemOf(issue: unknown): readonly ValidationProblem[] {
  const code = readString(issue, "code");
  if (code === undefined || !/^[a-z_]{1,40}$/u.test(code)) return [];
  const path = asList(readMember(issue, "path")).map((part) => shortened(plainLine(String(part)), 60));
  const expected = readString(issue, "expected");
  const wanted = expected !== undefined && /^[a-z]{1,20}$/iu.test(expected) ? `: expected ${expected}` : "";
  const place = path.length === 0 ? "the value" : path.join(".");
  return [{ code, message: `${place} is not valid (${code})${wanted}.` }];
}
