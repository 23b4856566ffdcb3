export { expectedOfRun } from "./client-losses.ts";
export { createFaultyCertificates } from "./faulty-certificates.ts";
export { createFixtureLeaves, isServed, requestCounts } from "./fixture-leaves.ts";
export type { FixtureLeaves } from "./fixture-leaves.ts";
export { clientOf, fixtureJob } from "./fixture-run.ts";
