export { toAttributes } from "./to-attributes.ts";
export type { FailureAttributes } from "./to-attributes.ts";
