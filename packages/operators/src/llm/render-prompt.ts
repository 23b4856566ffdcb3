import type { Crate, TemplateSource } from "@perdure/crate";
import { loadContent, renderSource, type ContentStore, type LeafCall, type LoadedStuff } from "@perdure/engine";
import type { ImageSink } from "@perdure/templates";

/** Renders a prompt over the inputs of a leaf. */
export type PromptRenderer = (source: TemplateSource, files: ImageSink) => string;

/**
 * A renderer over the declared inputs of a leaf, loaded once, and its run parameters. It throws a FailureError
 * `method.template_invalid` or `perdure.template_failed`.
 */
export async function createPromptRenderer(
  call: LeafCall,
  crate: Crate,
  contents: ContentStore,
): Promise<PromptRenderer> {
  const stuffs: Record<string, LoadedStuff> = {};
  for (const [name, stuff] of Object.entries(call.inputs)) {
    stuffs[name] = { stuff, content: await loadContent(stuff.value, contents) };
  }
  const { parameters } = call;
  return (source, images) => renderSource(source, { concepts: crate.concepts, stuffs, parameters }, images);
}
