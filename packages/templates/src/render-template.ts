import { viewTemplateValue } from "./printing/content-view.ts";
import type { Evaluation } from "./rendering/evaluate.ts";
import { findFilter } from "./filters/filter-table.ts";
import { globalFunction } from "./python/global-functions.ts";
import { runBody } from "./rendering/interpreter.ts";
import { applyPredicate, hasPredicate } from "./python/predicates.ts";
import { plainText } from "./printing/plain-text.ts";
import { printed, rendered } from "./printing/printing.ts";
import { Scope } from "./rendering/scope.ts";
import type { ImageSink, TagStyle, TemplateValue, TextFormat } from "./shape.ts";
import { TemplateError } from "./template-error.ts";
import type { Template } from "./template.ts";
import { isKind, textOf } from "./python/value.ts";
import type { Value } from "./python/value.ts";
import { DEFAULT_BUDGET, Work } from "./rendering/work.ts";

/** How a template is rendered. `budget` is in work units, about one per character and sixteen per step. */
export interface RenderOptions {
  readonly tag_style: TagStyle;
  readonly text_format: TextFormat;
  readonly budget?: number;
  readonly images?: ImageSink;
}

/**
 * Renders a template over exactly the values of `context`. Deterministic, and total: it returns the text or throws a
 * TemplateError, also when the work budget (128 Mi units unless given) does not suffice. What the image sink throws is
 * passed on.
 */
export function renderTemplate(
  template: Template,
  context: { readonly [name: string]: TemplateValue },
  options: RenderOptions,
): string {
  const work = new Work(options.budget ?? DEFAULT_BUDGET);
  const evaluation: Evaluation = {
    work,
    autoescape: template.category === "html",
    tagStyle: options.tag_style,
    textFormat: options.text_format,
    images: options.images,
    lookUp(name, offset) {
      const value = Object.hasOwn(context, name) ? context[name] : undefined;
      if (value !== undefined) return viewTemplateValue(value, name);
      return globalFunction(name, work) ?? { kind: "undefined", path: name, strict: true, missing: "variable", offset };
    },
    applyFilter(name, value, args) {
      const filter = findFilter(template.category, name);
      if (filter === undefined) return work.fail("template.unknown_filter", `There is no filter '${name}'.`);
      return filter(value, args, evaluation);
    },
    applyTest(name, value, args) {
      if (name === "filter") return findFilter(template.category, textOf(value) ?? "") !== undefined;
      if (name === "test") return hasPredicate(textOf(value) ?? "");
      return applyPredicate(name, value, args, work);
    },
  };
  return guarded(work, () => runBody(template.body, new Scope(), evaluation));
}

/** Renders one value as text in a format, as `$name` does in a template. Throws a TemplateError like `renderTemplate`. */
export function renderContent(value: TemplateValue, text_format: TextFormat, budget: number = DEFAULT_BUDGET): string {
  const work = new Work(budget);
  return guarded(work, () => {
    const viewed: Value = viewTemplateValue(value, value.kind === "stuff" ? value.name : "value");
    if (isKind(viewed, "content")) return plainText(rendered(viewed, text_format, { work }), work);
    return printed(viewed, {
      work,
      autoescape: text_format === "html",
      tagStyle: "no_tag",
      textFormat: text_format,
      images: undefined,
      applyFilter: (_, filtered) => filtered,
      applyTest: () => false,
    });
  });
}

// The depth of templates and data is limited well before the stack is; a caller may still have left very little of it.
function guarded(work: Work, render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TemplateError("template.too_deep", "The template or its data is nested too deeply.", work.offset);
  }
}
