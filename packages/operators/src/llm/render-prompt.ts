import type { Crate, TemplateSource } from "@perdure/crate";
import { loadContent, templateContext, type ContentStore, type LeafCall, type LoadedStuff } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { parseTemplate, renderTemplate, type ImageSink } from "@perdure/templates";

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
  return (source, images) => {
    const parsed = parseTemplate(source.text, { category: source.category });
    if (!parsed.ok) {
      throw createFailure("method.template_invalid", {
        message: `A prompt cannot be parsed: ${parsed.problem.message}`,
      });
    }
    const { tag_style = "xml", text_format = "plain" } = source;
    const context = templateContext(crate.concepts, stuffs, call.parameters, source.extra_context);
    try {
      return renderTemplate(parsed.template, context, { tag_style, text_format, images });
    } catch (error) {
      if (isFailureError(error)) throw error;
      const reason = error instanceof Error ? error.message : "unknown";
      throw createFailure("perdure.template_failed", {
        message: `A prompt cannot be rendered: ${reason}`,
        cause: error,
      });
    }
  };
}
