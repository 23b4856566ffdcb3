import type { Concept, ConceptRef, JsonObject, TemplateSource } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { isTemplateError, parseTemplate, renderTemplate } from "@perdure/templates";
import { templateContext } from "./template-context.ts";
import type { LoadedStuff } from "./template-context.ts";

/** What a pure piece computes over: values with their content at hand. */
export interface PureContext {
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  readonly stuffs: Readonly<Record<string, LoadedStuff>>;
  readonly parameters: JsonObject;
}

/** Renders a template of the method. Throws a FailureError `method.template_invalid` or `perdure.template_failed`. */
export function renderSource(source: TemplateSource, context: PureContext): string {
  const parsed = parseTemplate(source.text, { category: source.category });
  if (!parsed.ok) {
    throw createFailure("method.template_invalid", {
      message: `A template cannot be parsed: ${parsed.problem.message}`,
    });
  }
  try {
    return renderTemplate(
      parsed.template,
      templateContext(context.concepts, context.stuffs, context.parameters, source.extra_context),
      { tag_style: source.tag_style ?? "xml", text_format: source.text_format ?? defaultFormat(source) },
    );
  } catch (error) {
    if (!isTemplateError(error)) throw error;
    throw createFailure("perdure.template_failed", {
      message: `A template cannot be rendered: ${error.message}`,
      cause: error,
    });
  }
}

/** The names at the root of everything that a template reads. Throws a FailureError `method.template_invalid`. */
export function templateRoots(source: TemplateSource): readonly string[] {
  const parsed = parseTemplate(source.text, { category: source.category });
  if (!parsed.ok) {
    throw createFailure("method.template_invalid", {
      message: `A template cannot be parsed: ${parsed.problem.message}`,
    });
  }
  const { variables, possibleVariables } = parsed.template;
  return [...new Set([...variables, ...possibleVariables].map(({ root }) => root))];
}

const defaultFormat = ({ category }: TemplateSource): "plain" | "html" | "markdown" => {
  if (category === "html") return "html";
  return category === "markdown" ? "markdown" : "plain";
};
