import { createFailure } from "@perdure/failures";

/** What one field said before the mode and the delivery became two. */
const EXECUTION_MODES: Readonly<Record<string, readonly [orchestration_mode: string, delivery: string]>> = {
  direct: ["direct", "blocking"],
  temporal_blocking: ["temporal", "blocking"],
  temporal_fire_and_forget: ["temporal", "fire_and_forget"],
  mistral_native: ["mistral-workflows", "blocking"],
};

/**
 * An input with `execution_mode`, as versions up to 0.33 wrote it in either case, under its present names. Anything else is given back
 * as it came. Throws a FailureError `request.invalid` where the old and the new name contradict each other, or the old one says
 * something that it never could.
 */
export function withCurrentNames(json: unknown): unknown {
  if (typeof json !== "object" || json === null || !("execution_mode" in json)) return json;
  const { execution_mode, ...rest } = json as Readonly<Record<string, unknown>>;
  const name = typeof execution_mode === "string" ? execution_mode.toLowerCase() : "";
  const meant = Object.hasOwn(EXECUTION_MODES, name) ? EXECUTION_MODES[name] : undefined;
  if (meant === undefined) {
    throw createFailure("request.invalid", {
      message: `execution_mode is ${Object.keys(EXECUTION_MODES).join(", ")}, and has become orchestration_mode and delivery.`,
    });
  }
  const [orchestration_mode, delivery] = meant;
  for (const [field, value] of [
    ["orchestration_mode", orchestration_mode],
    ["delivery", delivery],
  ] as const) {
    if (rest[field] !== undefined && rest[field] !== value) {
      throw createFailure("request.invalid", {
        message: `execution_mode '${name}' means ${field} '${value}', and ${field} says otherwise.`,
      });
    }
  }
  return { ...rest, orchestration_mode, delivery };
}

/**
 * An output or an acknowledgement as version 0.33 wrote both, in one object that says with `is_completed` which it is, as what it is. Anything
 * else is given back as it came. Throws a FailureError `request.invalid` where it is the other one.
 */
export function withoutCompletion(json: unknown, wanted: "output" | "acknowledgement"): unknown {
  if (typeof json !== "object" || json === null || !("is_completed" in json)) return json;
  const { is_completed, ...rest } = json as Readonly<Record<string, unknown>>;
  if (is_completed !== (wanted === "output")) {
    throw createFailure("request.invalid", {
      message:
        wanted === "output"
          ? "The run was only taken on (is_completed is false): there is no output yet."
          : "The run has completed (is_completed is true): this is its output, not an acknowledgement.",
    });
  }
  if (wanted === "output") return rest;
  const { pipeline_run_id, workflow_id } = rest;
  return { pipeline_run_id, workflow_id };
}
