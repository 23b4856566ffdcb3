import fc from "fast-check";
import { listCodes } from "../code-facts.ts";
import { readFailureReport } from "../read-report.ts";
import type { FailureReport } from "../report.ts";
import { CATEGORIES, USER_ACTION_KINDS } from "../report.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const number = fc.oneof(fc.nat(), fc.double(), fc.integer());
const code = fc.oneof(
  fc.constantFrom(...listCodes().map((facts) => facts.code)),
  fc.constantFrom("auth.forbidden", "account.rate_limited", "client.timeout", "provider.later", "pipelex.storage.gone"),
);
const orAbsent = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const location = fc.record(
  { pipe: text, path: fc.array(text), node: text, item: number, file: text, line: number, column: number },
  { requiredKeys: [] },
);
const problem = fc.record(
  { code: fc.oneof(code, text, fc.constant("/srv/a")), message: text, category: text, location, suggestion: text },
  { requiredKeys: ["code", "message"] },
);
/** A member of a later version. */
const laterMember = fc.tuple(fc.constantFrom("phase", "status", "detail", "errors", "extensions"), fc.jsonValue());

/** What any version might have written as a report: every member may be absent, strange, or of a later version. */
export const anyReportJson: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    schema: fc.constantFrom(1, 2),
    code,
    category: orAbsent(fc.oneof(fc.constantFrom(...CATEGORIES), text)),
    domain: orAbsent(fc.constantFrom("input", "config", "runtime", "moon")),
    retryable: orAbsent(fc.boolean()),
    retry_after_ms: orAbsent(fc.oneof(number, fc.nat({ max: 100_000_000_000 }))),
    user_action: orAbsent(
      fc.record({ kind: fc.oneof(fc.constantFrom<string>(...USER_ACTION_KINDS), text), detail: text }),
    ),
    message: orAbsent(text),
    title: orAbsent(text),
    type_uri: orAbsent(text),
    error_type: orAbsent(text),
    model: orAbsent(text),
    provider: orAbsent(text),
    provider_metadata: orAbsent(fc.record({ status_code: number, provider_error_code: text }, { requiredKeys: [] })),
    location: orAbsent(location),
    validation_errors: orAbsent(fc.array(problem, { maxLength: 4 })),
    later: fc.array(laterMember, { maxLength: 3 }),
  })
  .map(({ later, ...members }) => ({ ...members, ...Object.fromEntries(later) }));

/** A report as the reader gives it, with whatever another version may have put in. */
export const anyReport: fc.Arbitrary<FailureReport> = anyReportJson.map((json) => readFailureReport(json));
