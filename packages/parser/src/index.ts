export type { Diagnostic } from "./diagnostics/diagnostic.ts";
export { DIAGNOSTIC_CODES } from "./diagnostics/diagnostic-codes.ts";
export type { DiagnosticCode, Severity } from "./diagnostics/diagnostic-codes.ts";
export { inputsTemplate } from "./inputs-template.ts";
export { FILE_LENGTH_LIMIT, METHOD_LENGTH_LIMIT, parseMethod } from "./parse-method.ts";
export type { MethodFile, ParsedMethod, ParseOptions } from "./parse-method.ts";
export { renderDiagnostic } from "./diagnostics/render-diagnostic.ts";
export type { Position } from "./source/source-text.ts";
