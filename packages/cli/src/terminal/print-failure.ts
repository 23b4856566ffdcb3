import { exitCodeFor, renderFailure } from "@perdure/failures/cli";
import type { FailureError } from "@perdure/failures";
import { NO_VERDICT } from "../command-context.ts";
import { hasColor, type CommandIo } from "./command-io.ts";

/** Writes one failure for a person on stderr. */
export function printFailure({ stderr, environment }: CommandIo, failure: FailureError): void {
  stderr.write(`${renderFailure(failure, { color: hasColor(stderr, environment) })}\n`);
}

const NO_VERDICT_CODES = new Set(["method.not_found", "request.invalid"]);

/** How the process ends with this failure: 2 where nothing could be judged, a wrong argument or a missing method. */
export function exitCodeOf({ report }: FailureError): number {
  return NO_VERDICT_CODES.has(report.code) ? NO_VERDICT : exitCodeFor(report);
}
