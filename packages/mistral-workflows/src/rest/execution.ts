import type { Json, JsonObject } from "@perdure/crate";
import { z } from "zod";

/** An execution as the control plane tells of it. A status or a member that nobody knows yet is kept as it is. */
export interface Execution {
  readonly workflow_name: string;
  readonly execution_id: string;
  readonly root_execution_id?: string | null;
  readonly parent_execution_id?: string | null;
  readonly run_id?: string | null;
  readonly deployment_name?: string | null;
  /** `RUNNING`, `COMPLETED`, `FAILED`, `CANCELED`, `TERMINATED`, `TIMED_OUT`, `CONTINUED_AS_NEW`, or a later word. */
  readonly status: string | null;
  /** ISO 8601. */
  readonly start_time?: string | null;
  readonly end_time?: string | null;
  readonly result?: Json;
  readonly [member: string]: Json | undefined;
}

/** Where an execution has ended. Continued as new is not an end: what goes on has the same id. */
const FINAL = new Set(["COMPLETED", "FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"]);

export const hasEnded = ({ status }: Execution): boolean => status !== null && FINAL.has(status);

export const executionSchema = z.looseObject({
  workflow_name: z.string(),
  execution_id: z.string(),
  status: z.string().nullable(),
  result: z.json().optional(),
}) as unknown as z.ZodType<Execution>;

/** The result of a workflow: its own members, or what it gave inside of `result`, as the SDK wraps what is no model. */
export function unwrapResult(result: Json | undefined): Json {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return result ?? null;
  const members = Object.keys(result);
  return members.length === 1 && members[0] === "result" ? ((result as JsonObject)["result"] as Json) : result;
}
