import { canonicalJson, projectControlPlan } from "@perdure/crate";
import type { Json, JsonObject, PipeRef } from "@perdure/crate";
import { toContentReference, type ContentStore, type PipeModels, type RunJob } from "@perdure/engine";
import { resolveModels, type PerdureFunctions } from "@perdure/operators";
import type { ParsedMethod } from "@perdure/parser";
import { callBound } from "./call-bound.ts";
import { checkFunctions, functionEffects } from "./check-functions.ts";
import { otherHostOf } from "./connections.ts";
import { modelFailure } from "./model-failure.ts";
import type { PerdureOptions, PreparedRun, UsedModel } from "./options.ts";
import { runLimits } from "./run-limits.ts";
import { runnableMethod } from "./runnable-method.ts";
import { storeInputs } from "./store-inputs.ts";

/** What a run is prepared with, beside its method. */
export interface Preparation {
  readonly contents: ContentStore;
  readonly options: Pick<PerdureOptions, "emulated" | "max_concurrency" | "transport_max_retries">;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly functions: PerdureFunctions;
  readonly run_id: string;
  readonly inputs: JsonObject;
  readonly inputs_folder: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Turns a method into a job, or says what stands in the way. No provider has been called when it rejects. */
export async function prepareRun(parsed: ParsedMethod, preparation: Preparation): Promise<PreparedRun> {
  const { crate, entry } = runnableMethod(parsed);
  const { contents, options, environment, functions } = preparation;
  const limits = runLimits(options);
  checkFunctions(crate, entry, functions);
  const function_effects = functionEffects(crate, entry, functions);
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
    crate: { fingerprint: crate.fingerprint, content: toContentReference(digest) },
    plan: projectControlPlan(crate, entry),
    entry,
    memory,
    run_mode: "live",
    limits,
    models: resolution.models,
    repeat_billable: "allowed",
    function_effects,
    labels: preparation.labels,
  };
  return {
    job,
    crate,
    diagnostics: parsed.diagnostics,
    models: modelsOf(resolution.models, environment),
    calls: callBound(crate, job),
  };
}

function modelsOf(
  models: Readonly<Record<PipeRef, PipeModels>>,
  environment: Preparation["environment"],
): PreparedRun["models"] {
  const found = new Map<string, UsedModel & { readonly pipes: PipeRef[] }>();
  for (const [pipe, { main, structure }] of Object.entries(models)) {
    for (const used of [main, structure]) {
      if (used === undefined) continue;
      const { provider, model } = used;
      const host = otherHostOf(provider, environment);
      const key = `${provider} ${model}`;
      const row = found.get(key) ?? { provider, ...(host === undefined ? {} : { host }), model, pipes: [] };
      if (!row.pipes.includes(pipe)) row.pipes.push(pipe);
      found.set(key, row);
    }
  }
  return [...found.values()];
}
