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

const BRAND = Symbol.for("perdure.template_error");

/** The one error that rendering throws: its code is the contract, its offset points into the author's text. */
export class TemplateError extends Error implements TemplateProblem {
  readonly code: TemplateErrorCode;
  readonly offset: number;
  readonly [BRAND] = true;

  constructor(code: TemplateErrorCode, message: string, offset: number) {
    super(message);
    this.name = "TemplateError";
    this.code = code;
    this.offset = offset;
  }
}

/** Tells a TemplateError from any other thrown value, also one of another copy of this package. */
export function isTemplateError(value: unknown): value is TemplateError {
  return typeof value === "object" && value !== null && BRAND in value;
}
