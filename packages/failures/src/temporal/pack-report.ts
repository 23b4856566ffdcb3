import { codeFacts } from "../code-facts.ts";
import { isFailureCode } from "../codes.ts";
import { frozenCopy } from "../frozen-json.ts";
import { shortened } from "../plain-text.ts";
import { readFailureReport } from "../read-report.ts";
import type { FailureReport } from "../report.ts";
import { utf8Length } from "../utf8-length.ts";

/** Bytes of JSON below which a packed report stays: Temporal drops a remembered failure's details beyond 4 KiB in all. */
export const PACKED_REPORT_BYTES = 2048;

/**
 * The report, small enough for a history. While it is too large this goes, in this order: members of later versions,
 * validation problems beyond the fifth, the middle of the path, the message beyond 512 characters, all validation
 * problems, the sentence of the action, what the provider said, the message beyond 160 characters, everything but the
 * core. Code, category, retry verdict, server delay and the kind of action always stay. Never throws: a foreign report is
 * read first, so that what JSON cannot hold never reaches a worker's encoder.
 */
export function packReport(report: FailureReport): FailureReport {
  let packed = readFailureReport(report);
  for (const step of STEPS) {
    if (utf8Length(JSON.stringify(packed)) < PACKED_REPORT_BYTES) break;
    packed = step(packed);
  }
  return frozenCopy(packed);
}

type Step = (report: FailureReport) => FailureReport;

const STEPS: readonly Step[] = [
  (report) => ({
    ...core(report),
    ...pick(report, "model", "provider", "provider_metadata", "location", "validation_errors"),
  }),
  (report) => withErrors(report, 5),
  (report) => {
    const path = report.location?.path;
    if (path === undefined || path.length <= 4) return report;
    return { ...report, location: { ...report.location, path: [...path.slice(0, 2), "…", ...path.slice(-2)] } };
  },
  (report) => ({ ...report, message: shortened(report.message, 512) }),
  (report) => withErrors(report, 0),
  (report) => ({ ...report, user_action: { kind: report.user_action.kind, detail: shortDetail(report) } }),
  ({ provider_metadata: _dropped, ...report }) => report,
  (report) => ({ ...report, message: shortened(report.message, 160) }),
  (report) => {
    const node = report.location?.node;
    const location = node === undefined ? undefined : { node: shortened(node, 200) };
    const texts = { message: shortened(report.message, 160), title: shortened(report.title, 120) };
    const names = { type_uri: shortened(report.type_uri, 160), error_type: shortened(report.error_type, 120) };
    return frozenCopy({ ...core(report), ...texts, ...names, location }) as FailureReport;
  },
];

function core(report: FailureReport): FailureReport {
  const always = pick(report, "schema", "code", "category", "domain", "retryable", "retry_after_ms", "user_action");
  return { ...always, ...pick(report, "message", "title", "type_uri", "error_type") } as FailureReport;
}

function pick(report: FailureReport, ...names: (keyof FailureReport)[]): Partial<FailureReport> {
  return Object.fromEntries(names.filter((name) => report[name] !== undefined).map((name) => [name, report[name]]));
}

function withErrors({ validation_errors, ...report }: FailureReport, count: number): FailureReport {
  if (validation_errors === undefined || count === 0) return report;
  return { ...report, validation_errors: validation_errors.slice(0, count) };
}

function shortDetail(report: FailureReport): string {
  return isFailureCode(report.code)
    ? codeFacts(report.code).user_action.detail
    : shortened(report.user_action.detail, 160);
}
