export { formatMethod } from "./format-method.ts";
export type { FormattedMethod } from "./format-method.ts";
