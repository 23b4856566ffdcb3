import { FailureError } from "@perdure/failures";
import { readFailureReport } from "@perdure/failures/json";

/** A failure from the JSON that was made of one. */
export function readFailure(json: unknown): FailureError {
  const { report, transport } = json as ReturnType<FailureError["toJSON"]>;
  return new FailureError({ report: readFailureReport(report), transport });
}
