import { isFailureCode } from "../codes.ts";
import { createReport } from "../create-failure.ts";
import { findFailureReport } from "../read-report.ts";
import type { FailureReport } from "../report.ts";

/** The report that a failure's token alone still tells; undefined for any other type. */
export function reportFromToken(type: string): FailureReport | undefined {
  const match = /^perdure\/([a-z]+)\/([a-z0-9_.]{3,120})$/u.exec(type);
  const [, category, code] = match ?? [];
  if (category === undefined || code === undefined) return undefined;
  const read = findFailureReport({ code, category });
  if (read === undefined || !isFailureCode(code)) return read;
  return createReport(code, { message: `${read.title}.`, category: read.category });
}
