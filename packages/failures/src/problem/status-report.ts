import { readFailureReport } from "../read-report.ts";
import type { FailureReport } from "../report.ts";

/** The report of an error answer whose body is no problem document, by its status alone. */
export function statusReport(status: number | undefined, createsRun: boolean): FailureReport {
  const answered = status === undefined ? "The service answered" : `The service answered with status ${status}`;
  const message = `${answered} and with no problem document.`;
  if (createsRun && status !== undefined && status >= 500 && status <= 599) {
    return readFailureReport({ ...OUTCOME_UNKNOWN, message });
  }
  if (status === 405) return readFailureReport({ ...METHOD_NOT_ALLOWED, message });
  if (status === 503) return readFailureReport({ code: "runtime.unavailable", message });
  return readFailureReport({ ...UNREADABLE, message });
}

// Codes that only clients and routes raise, under the registry's names.
const OUTCOME_UNKNOWN = {
  code: "client.outcome_unknown",
  category: "ambiguous",
  title: "The call may have started a run",
  user_action: { kind: "read_run", detail: "Look the run up before starting it again." },
};
const METHOD_NOT_ALLOWED = {
  code: "request.method_not_allowed",
  title: "The route takes no request of this kind",
  user_action: { kind: "upgrade", detail: "Use versions of the client and of the service that belong together." },
};
const UNREADABLE = {
  code: "client.response_unreadable",
  title: "The answer of the service cannot be read",
  user_action: {
    kind: "contact_support",
    detail: "Check the address of the service; report the status that it answered.",
  },
};
