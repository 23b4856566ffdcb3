import { parseTemplate, renderTemplate } from "../index.ts";
import type { Json, RenderOptions, Shape, TemplateCategory, TemplateProblem, TemplateValue } from "../index.ts";
import { isTemplateError } from "../template-error.ts";
import type { Template } from "../template.ts";

/** Makes a plain context value. */
export const plain = (value: Json): TemplateValue => ({ kind: "plain", value });

/** Makes a stuff. */
export const stuff = (name: string, concept: string, content: Json, shape: Shape): TemplateValue => ({
  kind: "stuff",
  name,
  concept,
  stuff_code: `${name}-code`,
  content,
  shape,
});

/** Makes a native Text. */
export const text = (name: string, value: string): TemplateValue =>
  stuff(name, "native.Text", { text: value }, { kind: "text" });

/** Parses a template that is expected to be right. */
export function parsed(source: string, category: TemplateCategory = "basic", names?: readonly string[]): Template {
  const result = parseTemplate(source, names === undefined ? { category } : { category, names });
  if (!result.ok) throw new Error(`${result.problem.code} at ${result.problem.offset}: ${result.problem.message}`);
  return result.template;
}

/** Renders a template that is expected to be right. */
export function render(
  source: string,
  context: Record<string, TemplateValue> = {},
  options: Partial<RenderOptions> & { readonly category?: TemplateCategory } = {},
): string {
  const { category, ...rest } = options;
  return renderTemplate(parsed(source, category), context, { tag_style: "xml", text_format: "plain", ...rest });
}

/** The problem of a template that is expected to be wrong, in parsing or in rendering. */
export function problem(
  source: string,
  context: Record<string, TemplateValue> = {},
  options: Partial<RenderOptions> & { readonly category?: TemplateCategory } = {},
): Pick<TemplateProblem, "code" | "offset"> {
  const { category = "basic", ...rest } = options;
  const result = parseTemplate(source, { category });
  if (!result.ok) return { code: result.problem.code, offset: result.problem.offset };
  try {
    renderTemplate(result.template, context, { tag_style: "xml", text_format: "plain", ...rest });
  } catch (error) {
    if (isTemplateError(error)) return { code: error.code, offset: error.offset };
    throw error;
  }
  throw new Error("The template renders.");
}
