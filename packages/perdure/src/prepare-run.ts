import { canonicalJson, projectControlPlan } from "@perdure/crate";
import type { Crate, Json, JsonObject, PipeRef } from "@perdure/crate";
import { DEFAULT_LIMITS, type ContentStore, type PipeModels, type RunJob, type RunLimits } from "@perdure/engine";
import { createFailure, type UserAction } from "@perdure/failures";
import { resolveModels, unsupportedPipes, type ModelProblem } from "@perdure/operators";
import type { ParsedMethod } from "@perdure/parser";
import { callBound } from "./call-bound.ts";
import { methodFailure } from "./method-failure.ts";
import type { PerdureOptions, PreparedRun } from "./options.ts";
import { storeInputs } from "./store-inputs.ts";

/** What a run is prepared with, beside its method. */
export interface Preparation {
  readonly contents: ContentStore;
  readonly options: Pick<PerdureOptions, "emulated" | "max_concurrency" | "transport_max_retries">;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly functions: readonly string[];
  readonly run_id: string;
  readonly inputs: JsonObject;
  readonly inputs_folder: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Turns a method into a job, or says everything that stands in the way. Nothing has been called when it rejects. */
export async function prepareRun(parsed: ParsedMethod, preparation: Preparation): Promise<PreparedRun> {
  const { crate, entry } = runnable(parsed, preparation.functions);
  const { contents, options, environment } = preparation;
  const limits = limitsOf(options);
  const resolution = resolveModels(crate, entry, { environment, emulated: options.emulated === true });
  if (!resolution.ok) throw modelFailure(resolution.problems);
  const memory = await storeInputs({
    crate,
    entry,
    inputs: preparation.inputs,
    folder: preparation.inputs_folder,
    contents,
    limits,
  });
  const digest = await contents.put(new TextEncoder().encode(canonicalJson(crate as unknown as Json)));
  const job: RunJob = {
    schema: 1,
    run_id: preparation.run_id,
    crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${digest}` },
    plan: projectControlPlan(crate, entry),
    entry,
    memory,
    run_mode: "live",
    limits,
    models: resolution.models,
    repeat_billable: "allowed",
    function_effects: {},
    labels: preparation.labels,
  };
  return {
    job,
    crate,
    diagnostics: parsed.diagnostics,
    models: modelsOf(resolution.models),
    calls: callBound(crate, job),
  };
}

function runnable(
  parsed: ParsedMethod,
  functions: readonly string[],
): { readonly crate: Crate; readonly entry: PipeRef } {
  const { crate, entry } = parsed;
  if (!parsed.ok || crate === undefined) throw methodFailure(parsed.diagnostics);
  if (entry === undefined) {
    throw createFailure("request.pipe_unspecified", {
      message: "The method has no main pipe, and no pipe is chosen.",
      user_action: { kind: "change_input", detail: "Choose one with --pipe, or declare main_pipe in the method." },
    });
  }
  const unsupported = unsupportedPipes(crate, entry);
  const [first] = unsupported;
  if (first !== undefined) {
    throw createFailure("perdure.pipe_type_unsupported", {
      message: first.message,
      location: { pipe: first.pipe, ...first.place },
      validation_errors: unsupported.map(({ code, message, pipe, place }) => ({
        code,
        message,
        location: { pipe, ...place },
      })),
    });
  }
  const outside = parsed.unrunnable[0];
  if (outside !== undefined) {
    throw createFailure("method.not_runnable", {
      message: `Pipe ${outside} is not in the files of the method.`,
      location: { pipe: outside },
    });
  }
  checkFunctions(crate, parsed, functions);
  return { crate, entry };
}

function checkFunctions(crate: Crate, { entry }: ParsedMethod, functions: readonly string[]): void {
  if (entry === undefined) return;
  for (const [ref, pipe] of Object.entries(projectControlPlan(crate, entry).pipes)) {
    const source = crate.pipes[ref];
    if (pipe.type !== "leaf" || source?.type !== "PipeFunc" || functions.includes(source.function_name)) continue;
    throw createFailure("perdure.function_missing", {
      message: `No function is registered as ${source.function_name}.`,
      location: { pipe: ref, ...source.place },
    });
  }
}

function limitsOf({ max_concurrency, transport_max_retries }: Preparation["options"]): RunLimits {
  return {
    ...DEFAULT_LIMITS,
    ...(max_concurrency === undefined ? {} : { max_concurrency }),
    transport: {
      ...DEFAULT_LIMITS.transport,
      ...(transport_max_retries === undefined ? {} : { max_retries: transport_max_retries }),
    },
  };
}

/** The first problem decides the code; where there are several, each is listed once with its pipe and place. */
function modelFailure(problems: readonly ModelProblem[]): Error {
  const [first] = problems;
  if (first === undefined) return createFailure("model.unknown", { message: "A model cannot be resolved." });
  const different = problems.filter(
    ({ reference }, index) => problems.findIndex((other) => other.reference === reference) === index,
  );
  return createFailure(first.code, {
    message: first.message,
    ...(first.variables === undefined ? {} : { user_action: keyAction(first.variables) }),
    location: { pipe: first.pipe, ...first.place },
    validation_errors:
      different.length < 2
        ? []
        : different.map(({ code, message, pipe, place }) => ({ code, message, location: { pipe, ...place } })),
  });
}

function keyAction(variables: readonly string[]): UserAction {
  const which = variables.length === 1 ? variables.join("") : `one of ${variables.join(", ")}`;
  return { kind: "check_credentials", detail: `Set ${which}; or add --emulated to try it without a key.` };
}

function modelsOf(models: Readonly<Record<PipeRef, PipeModels>>): PreparedRun["models"] {
  const found = new Map<string, { provider: string; model: string; pipes: PipeRef[] }>();
  for (const [pipe, { main, structure }] of Object.entries(models)) {
    for (const model of [main, structure]) {
      if (model === undefined) continue;
      const key = `${model.provider} ${model.model}`;
      const row = found.get(key) ?? { provider: model.provider, model: model.model, pipes: [] };
      if (!row.pipes.includes(pipe)) row.pipes.push(pipe);
      found.set(key, row);
    }
  }
  return [...found.values()];
}
