import type { Json, JsonObject } from "@perdure/crate";
import { z } from "zod";

/** One event of an execution. What nobody knows yet passes as it is. */
export interface ExecutionEvent {
  /** Strictly increasing, never used again. */
  readonly sequence: number;
  /** What a reader that was cut off names to go on behind it. */
  readonly id?: string;
  /** The control plane's word, such as `WORKFLOW_EXECUTION_STARTED`; empty where there is none. */
  readonly type: string;
  /** ISO 8601: the frame's own time. */
  readonly time: string;
  /**
   * Nanoseconds since the epoch, as digits: the number is beyond what JSON's numbers keep in JavaScript. Absent where the event says its
   * time otherwise.
   */
  readonly timestamp_ns?: string;
  readonly execution_id?: string;
  readonly workflow_name?: string;
  readonly stream?: string;
  /** The event's own data. */
  readonly data: Json;
}

const frame = z.looseObject({
  stream: z.string().optional(),
  timestamp: z.string(),
  broker_sequence: z.number().int().nonnegative(),
  data: z.json().optional(),
  workflow_context: z
    .looseObject({ workflow_name: z.string().nullish(), workflow_exec_id: z.string().nullish() })
    .nullish(),
});

const NANOSECONDS = /"event_timestamp"\s*:\s*(?<digits>\d+)/u;

/** Reads a frame's data. Undefined for what is no event of an execution. */
export function readExecutionEvent(text: string, id?: string): ExecutionEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = frame.safeParse(json);
  if (!read.success) return undefined;
  const { stream, timestamp, broker_sequence, data = null, workflow_context } = read.data;
  const digits = NANOSECONDS.exec(text)?.groups?.["digits"];
  const { workflow_name, workflow_exec_id } = workflow_context ?? {};
  return {
    sequence: broker_sequence,
    ...(id === undefined ? {} : { id }),
    type: typeOf(data),
    time: timestamp,
    ...(digits === undefined ? {} : { timestamp_ns: digits }),
    ...(workflow_exec_id === undefined || workflow_exec_id === null ? {} : { execution_id: workflow_exec_id }),
    ...(workflow_name === undefined || workflow_name === null ? {} : { workflow_name }),
    ...(stream === undefined ? {} : { stream }),
    data,
  };
}

function typeOf(data: Json): string {
  const type =
    typeof data === "object" && data !== null && !Array.isArray(data) ? (data as JsonObject)["event_type"] : undefined;
  return typeof type === "string" ? type : "";
}
