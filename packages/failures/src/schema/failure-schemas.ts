import { z } from "zod";
import { isRetryable } from "../code-facts.ts";
import { findFailureReport } from "../read-report.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import { reportShape } from "./report-shape.ts";
import { transportShape } from "./transport-shape.ts";

/**
 * A report as this version writes it: no other members, and `retryable` as the category says. For what is written here and
 * now, in tests and on the way out; what another version may have written is read with `openFailureReportSchema`.
 */
export const failureReportSchema: z.ZodType<FailureReport> = reportShape
  .refine(({ category, retryable }) => retryable === isRetryable(category), {
    path: ["retryable"],
    message: "`retryable` is true for a transient failure and for no other",
  })
  .meta({
    title: "Failure report",
    description:
      "A failure of @perdure/failures as version 1 writes it. Readers accept and keep members of later versions.",
    // What the refinement says, for readers of the JSON Schema.
    oneOf: [
      { properties: { category: { const: "transient" }, retryable: { const: true } } },
      { properties: { category: { not: { const: "transient" } }, retryable: { const: false } } },
    ],
  });

/**
 * Any JSON that has a failure's code, read by `readFailureReport`'s rules: what is absent gets its default, unknown
 * members stay. A value without a code is an issue.
 */
export const openFailureReportSchema: z.ZodType<FailureReport> = z.unknown().transform((json, context) => {
  const report = findFailureReport(json);
  if (report !== undefined) return report;
  context.addIssue({ code: "custom", message: "The value has no failure code and so is no failure report" });
  return z.NEVER;
});

/** What rides beside a report, as this version writes it. */
export const failureTransportSchema: z.ZodType<FailureTransport> = transportShape;
