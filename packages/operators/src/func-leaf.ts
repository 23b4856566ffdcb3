import { refines, type ConceptRef, type Json } from "@perdure/crate";
import { contentProblems, loadContent, withDefaults } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { describeThrown } from "./describe-thrown.ts";
import { until } from "./extract/until.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import type { LeafBody, LeafOutcome, LeafRun } from "./leaf-run.ts";
import type { FunctionContext } from "./perdure-function.ts";

/** Runs a PipeFunc. Rejects with `perdure.function_missing` or `perdure.function_failed`; a FailureError of its own passes. */
export const runFuncLeaf: LeafBody = async (run, services) => {
  const { call, pipe, signal } = run;
  if (pipe.type !== "PipeFunc") {
    throw createFailure("perdure.pipe_type_unsupported", { message: `${call.pipe} is a ${pipe.type}, not a PipeFunc` });
  }
  const name = pipe.function_name;
  const call_function = Object.hasOwn(services.functions, name) ? services.functions[name] : undefined;
  if (call_function === undefined) {
    throw createFailure("perdure.function_missing", { message: `No function is registered as ${name}` });
  }
  const inputs: Record<string, Json> = {};
  for (const [input, stuff] of Object.entries(call.inputs))
    inputs[input] = await loadContent(stuff.value, services.contents);
  let returned: unknown;
  try {
    returned = await until(
      Promise.resolve().then(() => call_function(inputs, contextOf(run))),
      signal,
    );
  } catch (error) {
    if (isFailureError(error) || signal.aborted) throw error;
    const message = `Function ${name} threw ${describeThrown(error)}`;
    throw createFailure("perdure.function_failed", { message, cause: error });
  }
  return outcomeOf(returned, name, run);
};

function contextOf(run: LeafRun): FunctionContext {
  const { run_id, node_id } = run.call;
  return {
    run_id,
    node_id,
    attempt: run.attempt,
    idempotency_key: idempotencyKey(run_id, node_id, 0),
    signal: run.signal,
    heartbeat: () => run.heartbeat(),
  };
}

function outcomeOf(returned: unknown, name: string, { call, crate }: LeafRun): LeafOutcome {
  const { concept, multiplicity } = call.output;
  const fitted = (value: Json): Json => {
    const content = wrapped(value, (ancestor) => refines(crate.concepts, concept, ancestor));
    const [problem] = contentProblems(crate.concepts, concept, content);
    if (problem === undefined) return withDefaults(crate.concepts, concept, content);
    const message = `What function ${name} returned is no ${concept}: ${problem.path} ${problem.message}`;
    throw createFailure("perdure.function_failed", { message });
  };
  const value = jsonOf(returned, name);
  if (multiplicity === "single") return { content: fitted(value) };
  if (Array.isArray(value) && (multiplicity === "many" || value.length === multiplicity)) {
    return { contents: value.map((item: Json) => fitted(item)) };
  }
  const count = multiplicity === "many" ? "a list" : `a list of ${multiplicity}`;
  throw createFailure("perdure.function_failed", { message: `Function ${name} must return ${count} for ${concept}` });
}

function wrapped(value: Json, isA: (ancestor: ConceptRef) => boolean): Json {
  if (typeof value === "string" && isA("native.Text")) return { text: value };
  if (typeof value === "number" && isA("native.Number")) return { number: value };
  return typeof value === "boolean" && isA("native.YesNo") ? { yes_no: value } : value;
}

/** What a function returns becomes JSON here, once, so that it is the same value on every path. */
function jsonOf(returned: unknown, name: string): Json {
  try {
    const text: string | undefined = JSON.stringify(returned);
    if (text !== undefined) return JSON.parse(text) as Json;
  } catch (cause) {
    throw createFailure("perdure.function_failed", { message: `What function ${name} returned is not JSON`, cause });
  }
  throw createFailure("perdure.function_failed", { message: `Function ${name} returned nothing` });
}
