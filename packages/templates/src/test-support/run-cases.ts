import { isTemplateError, parseTemplate, renderContent, renderTemplate } from "../index.ts";
import type { ImageSink, TemplateCategory, TemplateValue, TextFormat } from "../index.ts";

/** A template to render, as plain data so that it can cross into another context. */
export interface RenderCase {
  readonly text: string;
  readonly category: TemplateCategory;
  readonly context: Record<string, TemplateValue>;
  readonly text_format: TextFormat;
}

/** Renders cases given as JSON and returns their texts or codes as JSON, with numbered images. */
export function runCases(json: string): string {
  const cases = JSON.parse(json) as readonly RenderCase[];
  return JSON.stringify(cases.map(runCase));
}

function runCase({ text, category, context, text_format }: RenderCase): unknown {
  const result = parseTemplate(text, { category });
  if (!result.ok) return result.problem;
  let count = 0;
  const images: ImageSink = { image: () => `[Image ${++count}]`, document: () => `[Document ${++count}]` };
  try {
    const rendered = renderTemplate(result.template, context, {
      tag_style: "xml",
      text_format,
      budget: 5_000_000,
      images,
    });
    const contents = Object.values(context).map((value) => renderContent(value, text_format));
    return { variables: result.template.variables, rendered, contents };
  } catch (error) {
    if (isTemplateError(error)) return { code: error.code, offset: error.offset, message: error.message };
    throw error;
  }
}
