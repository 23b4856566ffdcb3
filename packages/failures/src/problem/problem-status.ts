import { readCodeFacts } from "../code-families.ts";
import type { FailureReport } from "../report.ts";

type Verdict = Pick<FailureReport, "code" | "category" | "retry_after_ms">;

/**
 * The HTTP status of a report's problem document: the code's own. Where the category is not the code's own, the status must
 * not say the opposite of it: what the caller must change is a 4xx, anything else is not, and a 429 or 503, which clients
 * repeat unasked, stays only where waiting helps.
 */
export function problemStatus(report: Verdict): number {
  const { category, status } = readCodeFacts(report.code);
  if (report.category === category) return status;
  const blamesCaller = status < 500 && status !== 429;
  if (report.category === "content") return blamesCaller ? status : 422;
  if (blamesCaller) return report.category === "transient" ? 503 : 500;
  if ((status !== 429 && status !== 503) || waitingHelps(report)) return status;
  return report.code.startsWith("provider.") ? 502 : 500;
}

/** The value of `Retry-After`: whole seconds, rounded up; undefined where no delay is known or waiting does not help. */
export function retryAfterHeader(report: Verdict): string | undefined {
  const { retry_after_ms: delay } = report;
  return delay === undefined || !waitingHelps(report) ? undefined : String(Math.ceil(delay / 1000));
}

// A quota that comes back at a known time is worth waiting for, though not for a program to repeat by itself.
function waitingHelps({ category, retry_after_ms }: Verdict): boolean {
  return category === "transient" || (category === "capacity" && retry_after_ms !== undefined);
}
