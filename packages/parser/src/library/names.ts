/** Patterns of the names that a method may use. */
const SNAKE = /^[a-z][a-z0-9_]*$/u;
const PASCAL = /^[A-Z][A-Za-z0-9]*$/u;
const DOMAIN = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*$/u;
const FIELD = /^[A-Za-z][A-Za-z0-9_]*$/u;
const PATH_SEGMENT = /^[A-Za-z][A-Za-z0-9_]*$/u;

/** Whether a pipe, an input or a result may be called so. */
export const isSnakeName = (name: string): boolean => SNAKE.test(name);
/** Whether a concept may be called so. */
export const isConceptCode = (code: string): boolean => PASCAL.test(code);
/** Whether a domain may be called so: names joined by dots. */
export const isDomain = (domain: string): boolean => DOMAIN.test(domain);
/** Whether a field of a structure may be called so. */
export const isFieldName = (name: string): boolean => FIELD.test(name);
/** Whether a segment of a path may be called so; private names (`_x`) may not be walked. */
export const isPathSegment = (segment: string): boolean => PATH_SEGMENT.test(segment);

/** The nearest snake_case name to what the author wrote. */
export function toSnakeName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/gu, "_")
    .replaceAll(/^[_0-9]+|_+$/gu, "")
    .toLowerCase();
}

/** The nearest PascalCase code to what the author wrote. */
export function toConceptCode(code: string): string {
  return code
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
    .replace(/^[0-9]+/u, "");
}

/** Names that no field or input may have: JavaScript keeps them for itself. */
export const INERT_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
/** The first segments of domains that belong to the language. */
export const RESERVED_DOMAINS: ReadonlySet<string> = new Set(["native", "mthds", "pipelex"]);
