import { frozenCopy } from "../frozen-json.ts";
import { shortened } from "../plain-text.ts";
import { readFailureTransport } from "../read-report.ts";
import type { FailureTransport } from "../report.ts";

const MOST_CHARACTERS = 200;

/** The transport beside a packed report, with the attempt that failed where it names none: known members, short texts. */
export function packTransport(transport: unknown, attempt: number): FailureTransport {
  const members = Object.entries({ ...readFailureTransport({ attempt }), ...readFailureTransport(transport) });
  const short = members.map(([name, value]): [string, string | number] => [
    name,
    typeof value === "string" ? shortened(value, MOST_CHARACTERS) : value,
  ]);
  return frozenCopy(Object.fromEntries(short)) as FailureTransport;
}
