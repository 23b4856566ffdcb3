import { checkTree } from "./analysis/check-tree.ts";
import { hasShorthand } from "./filters/filter-table.ts";
import type { TemplateCategory } from "./shape.ts";
import { parseBody } from "./syntax/statement-parser.ts";
import { isTemplateError } from "./template-error.ts";
import type { TemplateProblem } from "./template-error.ts";
import type { Template } from "./template.ts";
import { TokenReader } from "./syntax/token-reader.ts";
import { tokenize } from "./syntax/tokens.ts";
import { findVariables } from "./analysis/variables.ts";

/**
 * How a template is parsed. `names` are the names that its context will have, where they are known; `filters` those of a renderer
 * that has more of them than this one.
 */
export interface ParseTemplateOptions {
  readonly category: TemplateCategory;
  readonly names?: Iterable<string>;
  readonly filters?: Iterable<string>;
}

/** A template, or the first problem that keeps it from being one. */
export type ParseTemplateResult =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: TemplateProblem };

/**
 * Parses a template with its `$` and `@` shorthand. Never throws: a syntax error, an unknown filter or test, a private
 * name, or a construct that templates do not have is returned as a problem with its place in the text.
 */
export function parseTemplate(text: string, options: ParseTemplateOptions): ParseTemplateResult {
  const { category } = options;
  const names = options.names === undefined || options.names instanceof Set ? options.names : new Set(options.names);
  try {
    const trimBlocks = category === "html" || category === "markdown";
    const reader = new TokenReader(tokenize(text, { trimBlocks, shorthand: hasShorthand(category) }));
    const body = parseBody(reader, [], names);
    checkTree(body, category, new Set(options.filters));
    return { ok: true, template: { category, body, ...findVariables(body) } };
  } catch (error) {
    if (!isTemplateError(error)) throw error;
    return { ok: false, problem: { code: error.code, message: error.message, offset: error.offset } };
  }
}
