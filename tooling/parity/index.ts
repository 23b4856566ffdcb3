export { expectedOfRun } from "./client-losses.ts";
export { createFixtureLeaves, requestCounts } from "./fixture-leaves.ts";
export type { FixtureLeaves } from "./fixture-leaves.ts";
export { fixtureJob } from "./fixture-run.ts";
