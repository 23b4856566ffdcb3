export { perdureRun } from "./perdure-run.ts";
