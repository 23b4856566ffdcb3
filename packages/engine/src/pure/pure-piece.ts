import type { Concept, ConceptRef, JsonObject, TemplateSource } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { isTemplateError, parseTemplate, renderTemplate } from "@perdure/templates";
import type { ImageSink, Template, TemplateProblem } from "@perdure/templates";
import { templateContext } from "./template-context.ts";
import type { LoadedStuff } from "./template-context.ts";

/** What a pure piece computes over: values with their content at hand. */
export interface PureContext {
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  readonly stuffs: Readonly<Record<string, LoadedStuff>>;
  readonly parameters: JsonObject;
}

/**
 * Renders a template of the method; its files go to `images`, where that is given. Throws a FailureError
 * `method.template_invalid` or `perdure.template_failed`, whose message has the place in the template.
 */
export function renderSource(source: TemplateSource, context: PureContext, images?: ImageSink): string {
  const template = parsedSource(source);
  try {
    return renderTemplate(
      template,
      templateContext(context.concepts, context.stuffs, context.parameters, source.extra_context),
      {
        tag_style: source.tag_style ?? "xml",
        text_format: source.text_format ?? defaultFormat(source),
        ...(images === undefined ? {} : { images }),
      },
    );
  } catch (error) {
    if (!isTemplateError(error)) throw error;
    throw createFailure("perdure.template_failed", { message: located(source, error), cause: error });
  }
}

/** The names at the root of everything that a template reads. Throws a FailureError `method.template_invalid`. */
export function templateRoots(source: TemplateSource): readonly string[] {
  const { variables, possibleVariables } = parsedSource(source);
  return [...new Set([...variables, ...possibleVariables].map(({ root }) => root))];
}

function parsedSource(source: TemplateSource): Template {
  const parsed = parseTemplate(source.text, { category: source.category });
  if (parsed.ok) return parsed.template;
  throw createFailure("method.template_invalid", { message: located(source, parsed.problem) });
}

/** A problem of a template after its place, one-based, counted from where the template begins. */
function located({ text }: TemplateSource, { offset, message }: TemplateProblem): string {
  const before = text.slice(0, offset).split("\n");
  return `Line ${before.length}, column ${(before.at(-1) ?? "").length + 1} of the template: ${message}`;
}

const defaultFormat = ({ category }: TemplateSource): "plain" | "html" | "markdown" => {
  if (category === "html") return "html";
  return category === "markdown" ? "markdown" : "plain";
};
