import { FailureError, readFailureReport } from "@perdure/failures";

/** A failure from the JSON that was made of one. */
export function readFailure(json: unknown): FailureError {
  const { report, transport } = json as ReturnType<FailureError["toJSON"]>;
  return new FailureError({ report: readFailureReport(report), transport });
}
