import { createHash } from "node:crypto";
import { servableFixture } from "./fixtures/find-fixture.ts";

/** Where a connection is dropped: when it is accepted, when the request has arrived whole, or in the middle of the answer's body. */
export type DropPoint = "on_accept" | "before_response" | "mid_body";

/** What a fault does. With neither `status` nor `drop` the usual answer is given, after `first_byte_delay_ms`. */
export interface Fault {
  readonly status?: number;
  /** Sent as it is when it is a string, else as JSON. Absent: an error body in the provider's usual form. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Retry-After header: seconds, or a date. */
  readonly retry_after?: number | string;
  readonly first_byte_delay_ms?: number;
  readonly drop?: DropPoint;
  /** The id of a failure of `@perdure/failures`: what happened there happens here, byte by byte, instead of anything else. */
  readonly fixture?: string;
}
/** Which requests a row is about. All stated conditions must hold; `nth` and `every` count the requests for which the others hold. */
export interface FaultMatch {
  /** One-based. */
  readonly nth?: number;
  readonly every?: number;
  readonly path?: string;
  /** A substring of the request body. */
  readonly contains?: string;
  /** How the idempotency key begins. */
  readonly key_prefix?: string;
}
/** One row of a fault plan. The first row that fires decides. */
export interface FaultRow {
  /** Names the row in the ledger; absent: derived from its content. */
  readonly id?: string;
  readonly match: FaultMatch;
  /** At most so many firings. */
  readonly times?: number;
  readonly fault: Fault;
}
export interface NamedFaultRow extends FaultRow {
  readonly id: string;
}
export type FaultPlan = readonly NamedFaultRow[];

const MATCH_KEYS = ["nth", "every", "path", "contains", "key_prefix"];
const FAULT_KEYS = ["status", "body", "headers", "retry_after", "first_byte_delay_ms", "drop", "fixture"];
const ANSWER_KEYS = ["status", "body", "headers", "retry_after", "drop"];
const DROPS: readonly unknown[] = ["on_accept", "before_response", "mid_body"];

interface Wanted {
  readonly fits: (value: unknown) => boolean;
  readonly wanted: string;
}
const isText = (value: unknown): value is string => typeof value === "string";
const isAmount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;
const within = (least: number, most: number, wanted: string): Wanted => ({
  fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  wanted,
});
const COUNT = within(1, Number.MAX_SAFE_INTEGER, "a whole number from 1 up");
const TEXT: Wanted = { fits: isText, wanted: "a text" };
const VALUES: Readonly<Record<string, Wanted>> = {
  nth: COUNT,
  every: COUNT,
  times: COUNT,
  path: TEXT,
  contains: TEXT,
  key_prefix: TEXT,
  // One below 200 is no answer of its own.
  status: within(200, 599, "a status from 200 to 599"),
  headers: { fits: isHeaders, wanted: "names with texts" },
  retry_after: { fits: (value) => isAmount(value) || isText(value), wanted: "seconds or a date" },
  first_byte_delay_ms: { fits: isAmount, wanted: "a number of milliseconds from 0 up" },
  drop: { fits: (value) => DROPS.includes(value), wanted: `one of ${DROPS.join(", ")}` },
  fixture: {
    fits: (value) => isText(value) && servableFixture(value) !== undefined,
    wanted: "the id of a failure that comes as the reply to a request",
  },
};

function isHeaders(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}

/** Reads a fault plan from its JSON. Throws a TypeError that names the row and the member which does not fit. */
export function readFaultPlan(json: unknown): FaultPlan {
  if (!Array.isArray(json)) throw new TypeError("A fault plan is a JSON array of rows");
  const seen = new Map<string, number>();
  return json.map((row: unknown, index) => {
    const checked = checkRow(row, `Row ${index} of the fault plan`);
    const base =
      checked.id ?? `fault-${createHash("sha256").update(JSON.stringify(checked)).digest("hex").slice(0, 8)}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { ...checked, id: count === 1 ? base : `${base}~${count}` };
  });
}

function checkRow(row: unknown, where: string): FaultRow {
  const { id, match = {}, times, fault, ...others } = recordOf(row, where);
  refuseUnknown(Object.keys(others), [], where);
  const conditions = recordOf(match, `${where}: match`);
  const effect = recordOf(fault, `${where}: fault`);
  refuseUnknown(Object.keys(conditions), MATCH_KEYS, `${where}: match`);
  refuseUnknown(Object.keys(effect), FAULT_KEYS, `${where}: fault`);
  const values: Record<string, unknown> = { ...conditions, ...effect, times };
  for (const [name, { fits, wanted }] of Object.entries(VALUES)) {
    const value = values[name];
    if (value !== undefined && !fits(value)) throw new TypeError(`${where}: ${name} is ${wanted}`);
  }
  const beside = ANSWER_KEYS.find((name) => effect[name] !== undefined);
  if (effect["fixture"] !== undefined && beside !== undefined) {
    throw new TypeError(`${where}: a fixture says everything about the answer, ${beside} too`);
  }
  const asksForRequest = ["path", "contains", "key_prefix"].some((name) => conditions[name] !== undefined);
  if (effect["drop"] === "on_accept" && asksForRequest) {
    throw new TypeError(`${where}: on_accept happens before there is a request to match`);
  }
  return {
    ...(typeof id === "string" ? { id } : {}),
    match: conditions,
    ...(times === undefined ? {} : { times: times as number }),
    fault: effect,
  };
}

function recordOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError(`${where} is a JSON object`);
  return value as Record<string, unknown>;
}

function refuseUnknown(names: readonly string[], known: readonly string[], where: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`${where}: unknown member ${unknown}`);
}
