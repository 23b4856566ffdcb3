import { didYouMean } from "@perdure/crate";
import type { JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { FailureError, ValidationProblem } from "@perdure/failures";
import { z } from "zod";
import type { DeliveryAssignment } from "./delivery-assignment.ts";
import { withCurrentNames } from "./older-spellings.ts";
import { deliveryAssignment } from "./read-delivery-assignment.ts";
import { extras, isInside, storageScope } from "./run-parameters.ts";

/** What a host asks the bridge for. */
export interface PipeRunRequest {
  /** A pipe by its code or its full name. */
  readonly pipe_code: string;
  readonly inputs: JsonObject;
  readonly output_name: string | null;
  /** Absent: one is made. */
  readonly pipeline_run_id: string | null;
  readonly user_id: string;
  readonly storage_scope: string;
  /** Null: everything may be read. */
  readonly read_scope: string | null;
  readonly extras: Readonly<Record<string, string>>;
  /** A serialised snapshot of the library. */
  readonly library_crate_dump: JsonObject | null;
  readonly orchestration_mode: string;
  readonly delivery: "blocking" | "fire_and_forget";
  readonly delivery_assignment_dump: DeliveryAssignment | null;
}

const jsonObject = z.record(z.string(), z.json());
const shape = {
  pipe_code: z.string().min(1).max(256),
  inputs: jsonObject.default({}),
  output_name: z.string().min(1).nullable().default(null),
  pipeline_run_id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/u, "up to 63 letters, digits, _ and -, a letter or a digit first")
    .nullable()
    .default(null),
  user_id: z.string().min(1),
  storage_scope: storageScope,
  read_scope: storageScope.nullable(),
  extras: extras.default({}),
  library_crate_dump: jsonObject.nullable().default(null),
  orchestration_mode: z.string().min(1).default("direct"),
  delivery: z.enum(["blocking", "fire_and_forget"]).default("blocking"),
  delivery_assignment_dump: deliveryAssignment.nullable().default(null),
};
const schema = z
  .strictObject(shape)
  .refine(({ storage_scope, read_scope }) => read_scope === null || isInside(storage_scope, read_scope), {
    path: ["storage_scope"],
    message: "a scope inside of read_scope",
  })
  .refine(({ delivery, delivery_assignment_dump }) => delivery === "blocking" || delivery_assignment_dump !== null, {
    path: ["delivery_assignment_dump"],
    message: "an assignment, because nobody waits for a run that is not blocking",
  });

/**
 * Reads what a host asks for: every field, no other, older spellings under their present names. Throws a FailureError
 * `request.invalid` that lists everything that is wrong.
 */
export function readPipeRunInput(json: unknown): PipeRunRequest {
  const read = schema.safeParse(withCurrentNames(json));
  if (read.success) return read.data;
  throw malformed("The input of the bridge", read.error, Object.keys(shape));
}

/** What zod found, as a failure: each problem with its path, unknown names with the nearest known one. */
export function malformed(what: string, { issues }: z.ZodError, names: readonly string[]): FailureError {
  const problems = issues.flatMap((issue): ValidationProblem[] => {
    if (issue.code !== "unrecognized_keys") return [problem(issue.path, issue.message)];
    return issue.keys.map((key) => {
      const near = issue.path.length === 0 ? didYouMean(key, names) : undefined;
      return problem(
        [...issue.path, key],
        near === undefined ? "there is no such field" : `there is no such field; did you mean '${near}'?`,
      );
    });
  });
  const [first] = problems;
  return createFailure("request.invalid", {
    message: `${what} is not valid: ${first?.message ?? "it is no object"}${problems.length > 1 ? `, and ${problems.length - 1} more` : ""}.`,
    validation_errors: problems,
  });
}

function problem(path: readonly PropertyKey[], message: string): ValidationProblem {
  const place = path.map(String).join(".");
  return { code: "request.invalid", message: place === "" ? message : `${place}: ${message}` };
}
