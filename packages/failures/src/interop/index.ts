export { stampError } from "./stamp-error.ts";
export type { StampOptions, StampedMarks } from "./stamp-error.ts";
