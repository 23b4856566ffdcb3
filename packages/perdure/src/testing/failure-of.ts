import { isFailureError, type FailureReport } from "@perdure/failures";

/** The report of the failure that some work ends with. Throws when the work succeeds or ends with anything else. */
export async function failureOf(work: () => unknown): Promise<FailureReport> {
  try {
    await work();
  } catch (error) {
    if (isFailureError(error)) return error.report;
    throw error;
  }
  throw new Error("It did not fail.");
}
