/** What can be wrong with a template or one rendering of it. */
export type TemplateErrorCode =
  | "template.syntax"
  | "template.unsupported"
  | "template.private_name"
  | "template.unknown_filter"
  | "template.unknown_test"
  | "template.undefined_variable"
  | "template.undefined_attribute"
  | "template.type"
  | "template.arithmetic"
  | "template.forbidden"
  | "template.budget_exceeded"
  | "template.too_deep";

/** A template problem as plain data. `offset` counts UTF-16 units from the start of the author's text. */
export interface TemplateProblem {
  readonly code: TemplateErrorCode;
  readonly message: string;
  readonly offset: number;
}

/** The one error that rendering throws: its code is the contract, its offset points into the author's text. */
export class TemplateError extends Error implements TemplateProblem {
  readonly code: TemplateErrorCode;
  readonly offset: number;

  constructor(code: TemplateErrorCode, message: string, offset: number) {
    super(message);
    this.name = "TemplateError";
    this.code = code;
    this.offset = offset;
  }
}

/** Tells a TemplateError from any other thrown value. */
export function isTemplateError(value: unknown): value is TemplateError {
  return value instanceof TemplateError;
}
