import { createReport, FailureError, isFailureCode } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { readFailureReport } from "@perdure/failures/json";

const MARKER = /\s*\[(?<code>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\]$/u;

/** A failure's message with its code at the end: on the control plane's wire a failure is nothing but a sentence. */
export const markedMessage = ({ message, code }: Pick<FailureReport, "message" | "code">): string =>
  `${message} [${code}]`;

/** The failure that a sentence of the control plane means: by its marker, else `run.failed`, whose category is `unknown`. */
export function failureOfMessage(text: string): FailureError {
  const code = MARKER.exec(text)?.groups?.["code"];
  const message = text.replace(MARKER, "") || "The execution failed.";
  if (code === undefined) return new FailureError({ report: createReport("run.failed", { message }) });
  const report = isFailureCode(code) ? createReport(code, { message }) : readFailureReport({ code, message });
  return new FailureError({ report });
}
