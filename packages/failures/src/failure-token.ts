import type { Category } from "./report.ts";

/**
 * A failure as one word of few values: the type of its ApplicationFailure, which survives where a server drops the
 * details, and by which a retry policy names it.
 */
export function failureToken(category: Category, code: string): string {
  return `perdure/${category}/${code}`;
}
