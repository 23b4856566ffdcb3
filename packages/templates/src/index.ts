export { parseTemplate } from "./parse-template.ts";
export type { ParseTemplateOptions, ParseTemplateResult } from "./parse-template.ts";
export { renderContent, renderTemplate } from "./render-template.ts";
export type { RenderOptions } from "./render-template.ts";
export type {
  ImageSink,
  Json,
  JsonObject,
  Shape,
  SimpleShapeKind,
  TagStyle,
  TemplateCategory,
  TemplateValue,
  TextFormat,
} from "./shape.ts";
export { isTemplateError, TemplateError } from "./template-error.ts";
export type { TemplateErrorCode, TemplateProblem } from "./template-error.ts";
export type { Template, TemplateVariable } from "./template.ts";
export { DEFAULT_BUDGET } from "./rendering/work.ts";
