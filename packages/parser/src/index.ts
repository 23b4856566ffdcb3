export type { Diagnostic } from "./diagnostic.ts";
export { DIAGNOSTIC_CODES } from "./diagnostic-codes.ts";
export type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";
export { inputsTemplate } from "./inputs-template.ts";
export { FILE_LENGTH_LIMIT, METHOD_LENGTH_LIMIT, parseMethod } from "./parse-method.ts";
export type { MethodFile, ParsedMethod, ParseOptions } from "./parse-method.ts";
export { renderDiagnostic } from "./render-diagnostic.ts";
export type { Position } from "./source-text.ts";
