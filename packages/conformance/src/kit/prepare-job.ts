import { canonicalJson, projectControlPlan } from "@perdure/crate";
import type { Crate, Json, JsonObject, Multiplicity, PipeRef } from "@perdure/crate";
import { DEFAULT_LIMITS, shapeInputs, toContentReference } from "@perdure/engine";
import type { ContentStore, PipeModels, ResolvedModel, RunJob, RunLimits } from "@perdure/engine";
import { parseMethod, renderDiagnostic } from "@perdure/parser";

/** A run of a method, as a person would ask for it. */
export interface RunRequest {
  /** The text of a bundle below its header: domain, description and `main_pipe = "main"` are put above it. */
  readonly method: string;
  readonly inputs?: JsonObject;
  readonly limits?: Partial<RunLimits>;
  readonly output_name?: string;
  readonly output_multiplicity?: Multiplicity;
  readonly function_effects?: RunJob["function_effects"];
  readonly repeat_billable?: RunJob["repeat_billable"];
  readonly labels?: RunJob["labels"];
}

const HEADER = `domain = "conformance"\ndescription = "A method of the conformance kit"\nmain_pipe = "main"\n\n`;

/** The model of every inference: the leaves are scripted, so none is called. */
const MODEL: ResolvedModel = { provider: "emulated", model: "kit-model", handle: "$kit", settings: {} };
/** The model of extractions without inference, whose leaves are pure. */
const INTERNAL: ResolvedModel = { ...MODEL, provider: "internal", model: "kit-extractor" };

/** The job of a request: parsed, linked and stored as `perdure run` does it. Throws what is wrong with the method. */
export async function prepareJob(request: RunRequest, runId: string, contents: ContentStore): Promise<RunJob> {
  const { crate, entry, is_runnable, diagnostics } = parseMethod([
    { path: "case.mthds", text: `${HEADER}${request.method}` },
  ]);
  if (crate === undefined || entry === undefined || !is_runnable) {
    throw new Error(
      `The method of the case is not valid:\n${diagnostics.map((one) => renderDiagnostic(one)).join("\n")}`,
    );
  }
  const limits: RunLimits = {
    ...DEFAULT_LIMITS,
    transport: { ...DEFAULT_LIMITS.transport, max_retries: 0 },
    ...request.limits,
  };
  const digest = await contents.put(new TextEncoder().encode(canonicalJson(crate as unknown as Json)));
  return {
    schema: 1,
    run_id: runId,
    crate: { fingerprint: crate.fingerprint, content: toContentReference(digest) },
    plan: projectControlPlan(crate, entry),
    entry,
    memory: await shapeInputs({
      inputs: request.inputs ?? {},
      crate,
      entry,
      contents,
      limits,
      readLocalFile: (path) => Promise.reject(new Error(`A case reads no file: ${path}`)),
    }),
    ...(request.output_name === undefined ? {} : { output_name: request.output_name }),
    ...(request.output_multiplicity === undefined ? {} : { output_multiplicity: request.output_multiplicity }),
    run_mode: "live",
    limits,
    models: modelsOf(crate),
    repeat_billable: request.repeat_billable ?? "allowed",
    function_effects: request.function_effects ?? {},
    labels: request.labels ?? {},
  };
}

const INFERENCES = new Set(["PipeLLM", "PipeStructure", "PipeImgGen", "PipeSearch", "PipeJudge"]);

function modelsOf(crate: Crate): Readonly<Record<PipeRef, PipeModels>> {
  const models: Record<PipeRef, PipeModels> = {};
  for (const [ref, { type }] of Object.entries(crate.pipes)) {
    if (INFERENCES.has(type)) models[ref] = { main: MODEL };
    if (type === "PipeExtract") models[ref] = { main: INTERNAL };
  }
  return models;
}
