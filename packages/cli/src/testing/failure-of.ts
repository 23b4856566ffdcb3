import { isFailureError, type FailureReport } from "@perdure/failures";

/** The report of the failure that an action throws; an error where it throws none. */
export function failureOf(action: () => unknown): FailureReport {
  try {
    action();
  } catch (error) {
    if (isFailureError(error)) return error.report;
    throw error;
  }
  throw new Error("Nothing was thrown");
}
