import { isTextLike } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { dryOutcome } from "../dry-outcome.ts";
import type { LeafBody, LeafRun, LeafServices } from "../leaf-run.ts";
import { answerWithStructure, modelOf } from "./llm-leaf.ts";
import { createPromptFiles } from "./prompt-files.ts";
import { createPromptRenderer } from "./render-prompt.ts";
import { structurePrompt } from "./structure-prompt.ts";

/** Runs a PipeStructure, or the second half of a PipeLLM that writes a text first: gives a text its declared structure. */
export const runStructureLeaf: LeafBody = async (run, services) => {
  const { call, crate } = run;
  const text = await textToStructure(run, services);
  if (call.run_mode === "dry") return dryOutcome(run);
  const suffix = structurePrompt(crate.concepts, call.output.concept, call.output.multiplicity);
  const words = `Put the content of the following text into a structure.\n\n${text}\n\n${suffix}`;
  return answerWithStructure({ model: modelOf(call), prompt: [{ type: "text", text: words }] }, run, services);
};

async function textToStructure(run: LeafRun, services: LeafServices): Promise<string> {
  const { call, crate } = run;
  const names = Object.keys(call.inputs);
  const isText = (name: string): boolean => isTextLike(crate.concepts, call.inputs[name]?.concept ?? "");
  const name = names.find((candidate) => candidate === "preliminary_text") ?? names.find(isText);
  if (name === undefined) {
    throw createFailure("input.missing", { message: `${call.pipe} needs a text to give a structure to` });
  }
  const render = await createPromptRenderer(call, crate, services.contents);
  const source = { text: `{{ ${name} | tag("text") }}`, category: "llm_prompt" as const };
  return render(source, createPromptFiles());
}
