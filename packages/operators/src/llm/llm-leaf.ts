import { isTextLike, type Crate, type JsonObject, type LlmPipe } from "@perdure/crate";
import type { LeafCall, ResolvedModel } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { dryOutcome } from "../dry-outcome.ts";
import type { LeafBody, LeafOutcome, LeafRun, LeafServices } from "../leaf-run.ts";
import { answerSchema } from "./answer-schema.ts";
import { infer } from "./inference.ts";
import { attachFiles, createPromptFiles, type PromptFiles, type PromptPart } from "./prompt-files.ts";
import { createPromptRenderer } from "./render-prompt.ts";
import { askForStructure } from "./structured-answer.ts";
import { structurePrompt } from "./structure-prompt.ts";

/** Runs a PipeLLM: one text, or contents of a declared structure. */
export const runLlmLeaf: LeafBody = async (run, services) => {
  const { call, crate, pipe } = run;
  if (pipe.type !== "PipeLLM") {
    throw createFailure("perdure.pipe_type_unsupported", { message: `${call.pipe} is a ${pipe.type}, not a PipeLLM` });
  }
  const isText = isTextAnswer(call, crate);
  const rendered = await renderPrompts(pipe, run, services, isText);
  if (call.run_mode === "dry") return dryOutcome(run);
  const model = modelOf(call);
  const asked = { model, ...(await withFiles(rendered, model, run, services)) };
  return isText ? askForText(asked, run, services) : answerWithStructure(asked, run, services);
};

/** The structured contents of an output, asked for with a finished prompt. */
export async function answerWithStructure(
  asked: { readonly model: ResolvedModel; readonly system?: string; readonly prompt: readonly PromptPart[] },
  run: LeafRun,
  services: LeafServices,
): Promise<LeafOutcome> {
  const { concept, multiplicity } = run.call.output;
  const answer = answerSchema(run.crate.concepts, concept, multiplicity);
  const { contents, usage } = await askForStructure({ ...asked, answer }, run, services);
  if (multiplicity !== "single") return { contents, usage };
  return { content: contents[0] ?? null, usage };
}

/** The model that submission resolved for this leaf. Throws `model.unspecified` when it resolved none. */
export function modelOf(call: LeafCall): ResolvedModel {
  if (call.model !== undefined) return call.model;
  throw createFailure("model.unspecified", { message: `No model was resolved for ${call.pipe}` });
}

async function askForText(
  asked: { readonly model: ResolvedModel; readonly system?: string; readonly prompt: readonly PromptPart[] },
  run: LeafRun,
  services: LeafServices,
): Promise<LeafOutcome> {
  const { model, prompt, ...system } = asked;
  const turns = [{ role: "user" as const, content: prompt }];
  const { text, usage } = await infer({ model, ...system, turns, ordinal: 0 }, run, services);
  if (text.trim() !== "") return { content: { text }, usage };
  const facts = { provider: model.provider, model: model.model, transport: { calls: run.counter.calls } };
  throw createFailure("model.no_result", { message: `${model.model} answered with an empty text`, ...facts });
}

interface RenderedPrompts {
  readonly system?: string;
  readonly text: string;
  readonly files: PromptFiles;
}

/** The system's images come first in the numbering, so it is rendered first. */
async function renderPrompts(
  pipe: LlmPipe,
  run: LeafRun,
  services: LeafServices,
  isText: boolean,
): Promise<RenderedPrompts> {
  const { call, crate } = run;
  const render = await createPromptRenderer(call, crate, services.contents);
  const files = createPromptFiles();
  const system = pipe.system_prompt === undefined ? {} : { system: render(pipe.system_prompt, files) };
  const prompt = pipe.prompt === undefined ? "" : render(pipe.prompt, files);
  const suffix = isText ? "" : structurePrompt(crate.concepts, call.output.concept, call.output.multiplicity);
  return { ...system, text: [prompt, suffix].filter((part) => part !== "").join("\n\n"), files };
}

async function withFiles(
  { text, files, ...system }: RenderedPrompts,
  model: ResolvedModel,
  run: LeafRun,
  services: LeafServices,
): Promise<{ readonly system?: string; readonly prompt: readonly PromptPart[] }> {
  const attached = withDetail(await attachFiles(files, services.readFile, run.signal), model.settings);
  return { ...system, prompt: [...(text === "" ? [] : [{ type: "text" as const, text }]), ...attached] };
}

function withDetail(parts: readonly PromptPart[], settings: JsonObject): readonly PromptPart[] {
  const detail = settings["image_detail"];
  if (typeof detail !== "string") return parts;
  return parts.map((part) =>
    part.type === "file" && part.mediaType.startsWith("image/")
      ? { ...part, providerOptions: { openai: { imageDetail: detail } } }
      : part,
  );
}

function isTextAnswer({ output, part }: LeafCall, crate: Crate): boolean {
  return part === "draft_text" || (output.multiplicity === "single" && isTextLike(crate.concepts, output.concept));
}
