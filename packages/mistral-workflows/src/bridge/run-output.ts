import type { Json, JsonObject } from "@perdure/crate";
import { z } from "zod";
import { withoutCompletion } from "./older-spellings.ts";
import { malformed } from "./read-run-input.ts";

/** A run that completed. */
export interface PipeRunOutput {
  /** `{ root: { name: { stuff_code, stuff_name, concept, content } }, aliases, absences }`. */
  readonly output_dict: JsonObject;
  /** A name of `root`, or of `absences` where the output came to nothing. */
  readonly main_stuff_name: string;
  readonly pipeline_run_id: string;
  /** Null in the mode `direct`. */
  readonly workflow_id: string | null;
  readonly graph_spec_dump: JsonObject | null;
  readonly graph_assembly_error: string | null;
  /** Null: not collected; empty: no inference. */
  readonly tokens_usages_dump: readonly Json[] | null;
  readonly usage_assembly_error: string | null;
  readonly pipe_io_artifacts_dump: JsonObject | null;
  readonly pipe_io_artifacts_error: string | null;
}
/** A run that was taken on. */
export interface PipeDispatchAck {
  readonly pipeline_run_id: string;
  readonly workflow_id: string;
}

const jsonObject = z.record(z.string(), z.json());
const stuff = z.strictObject({
  stuff_code: z.string(),
  stuff_name: z.string(),
  concept: z.string().regex(/^.+\..+$/u, "a domain and a code"),
  content: z.json(),
});
const output = {
  output_dict: z.strictObject({
    root: z.record(z.string(), stuff),
    aliases: z.record(z.string(), z.string()),
    absences: jsonObject,
  }),
  main_stuff_name: z.string().min(1),
  pipeline_run_id: z.string().min(1),
  workflow_id: z.string().nullable().default(null),
  graph_spec_dump: jsonObject.nullable().default(null),
  graph_assembly_error: z.string().nullable().default(null),
  tokens_usages_dump: z.array(z.json()).nullable().default(null),
  usage_assembly_error: z.string().nullable().default(null),
  pipe_io_artifacts_dump: jsonObject.nullable().default(null),
  pipe_io_artifacts_error: z.string().nullable().default(null),
};
const outputSchema = z
  .strictObject(output)
  .refine(
    ({ output_dict: { root, absences }, main_stuff_name }) =>
      Object.hasOwn(root, main_stuff_name) || Object.hasOwn(absences, main_stuff_name),
    { path: ["main_stuff_name"], message: "a name of the root or of the absences" },
  );
const ackSchema = z.strictObject({ pipeline_run_id: z.string().min(1), workflow_id: z.string().min(1) });

/** Reads the output of a run from its JSON, strictly, older spellings included. Throws a FailureError `request.invalid`. */
export function readPipeRunOutput(json: unknown): PipeRunOutput {
  const read = outputSchema.safeParse(withoutCompletion(json, "output"));
  if (read.success) return read.data;
  throw malformed("The output of the bridge", read.error, Object.keys(output));
}

/** Reads the acknowledgement of a start from its JSON, strictly, older spellings included. Throws a FailureError `request.invalid`. */
export function readPipeDispatchAck(json: unknown): PipeDispatchAck {
  const read = ackSchema.safeParse(withoutCompletion(json, "acknowledgement"));
  if (read.success) return read.data;
  throw malformed("The acknowledgement of the bridge", read.error, ["pipeline_run_id", "workflow_id"]);
}
