export { direct } from "./direct.ts";
export { createInProcessRun } from "./in-process-run.ts";
export type { InProcessRun, InProcessRunOptions, RunEnd } from "./in-process-run.ts";
export { createNodeFeed } from "./node-feed.ts";
export type { NodeFeed } from "./node-feed.ts";
