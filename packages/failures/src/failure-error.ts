import type { FailureReport, FailureTransport } from "./report.ts";
import { frozenCopy } from "./frozen-json.ts";
import { readMember, readString } from "./read-value.ts";

const BRAND = Symbol.for("perdure.failure");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * A thrown failure: carries a frozen report, and beside it what differs from path to path. `cause` stays in the
 * process: it is in no serialised form and not in what Node prints.
 */
export class FailureError extends Error {
  readonly report: FailureReport;
  readonly transport: FailureTransport;

  constructor(parts: { report: FailureReport; transport?: FailureTransport | undefined; cause?: unknown }) {
    super(parts.report.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.report = frozenCopy(parts.report);
    this.transport = frozenCopy(parts.transport ?? {});
    Object.defineProperty(this, "name", { value: "FailureError", configurable: true, writable: true });
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** The report and its transport; never the cause. */
  toJSON(): { report: FailureReport; transport: FailureTransport } {
    return { report: this.report, transport: this.transport };
  }

  // A provider's error holds the prompt and the headers, and Node prints causes unless told otherwise.
  [INSPECT](): string {
    return `${this.stack ?? this.message} [${this.report.code}]`;
  }
}

/** True for a failure of this or of any other installed copy of the package; never throws. */
export function isFailureError(value: unknown): value is FailureError {
  const report = readMember(value, "report");
  const isReport = readString(report, "code") !== undefined && readString(report, "category") !== undefined;
  return isReport && readMember(value, BRAND) === true;
}
