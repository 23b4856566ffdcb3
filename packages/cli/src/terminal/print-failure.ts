import { exitCodeFor, failureDocument, renderFailure } from "@perdure/failures/cli";
import type { FailureError } from "@perdure/failures";
import { NO_VERDICT } from "../command-context.ts";
import { hasColor, type CommandIo } from "./command-io.ts";

/** Writes one failure on stderr: for a person, or as one JSON document on a line. */
export function printFailure(
  { stderr, environment }: CommandIo,
  failure: FailureError,
  { json }: { readonly json: boolean },
): void {
  const text = json
    ? JSON.stringify(failureDocument(failure))
    : renderFailure(failure, { color: hasColor(stderr, environment) });
  stderr.write(`${text}\n`);
}

const NO_VERDICT_CODES = new Set(["method.not_found", "request.invalid"]);

/** How the process ends with this failure: 2 where nothing could be judged, a wrong argument or a missing method. */
export function exitCodeOf({ report }: FailureError): number {
  return NO_VERDICT_CODES.has(report.code) ? NO_VERDICT : exitCodeFor(report);
}
