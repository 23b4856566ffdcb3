import { createFailure } from "@perdure/failures";
import type { RunJob } from "./run-job.ts";

const MEMBERS: Readonly<Record<keyof RunJob, { readonly kind: string; readonly optional?: boolean }>> = {
  schema: { kind: "number" },
  run_id: { kind: "string" },
  crate: { kind: "object" },
  plan: { kind: "object" },
  entry: { kind: "string" },
  memory: { kind: "object" },
  output_name: { kind: "string", optional: true },
  output_multiplicity: { kind: "string or number", optional: true },
  run_mode: { kind: "string" },
  limits: { kind: "object" },
  models: { kind: "object" },
  repeat_billable: { kind: "string" },
  function_effects: { kind: "object" },
  labels: { kind: "object" },
};

/**
 * Reads a job from its JSON, strictly: an unknown key is refused, so that nothing a newer writer meant is lost in silence.
 * Throws a FailureError `perdure.schema_unsupported` for another schema or semantics, `runtime.unexpected` for what is no job.
 */
export function readRunJob(json: unknown): RunJob {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw malformed("it is no object");
  const job = json as Record<string, unknown>;
  const semantics = (job["plan"] as Record<string, unknown> | undefined)?.["semantics"];
  if (job["schema"] !== 1 || (semantics !== undefined && semantics !== 1)) {
    throw createFailure("perdure.schema_unsupported", {
      message: `This version runs jobs of schema 1 and semantics 1, not ${String(job["schema"])} and ${String(semantics)}.`,
    });
  }
  for (const name of Object.keys(job)) {
    if (!Object.hasOwn(MEMBERS, name)) throw malformed(`it has the unknown member '${name}'`);
  }
  for (const [name, { kind, optional = false }] of Object.entries(MEMBERS)) {
    const value = job[name];
    if (value === undefined ? !optional : !kind.includes(value === null ? "null" : typeof value)) {
      throw malformed(`its member '${name}' should be ${kind}`);
    }
  }
  return job as unknown as RunJob;
}

const malformed = (why: string) =>
  createFailure("runtime.unexpected", { message: `This is not a job of a run: ${why}.` });
