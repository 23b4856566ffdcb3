export { writeTypescript } from "./write-typescript.ts";
export type { TypescriptOptions } from "./write-typescript.ts";
