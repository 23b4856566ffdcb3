export { createFakeLeaves } from "./fake-leaves.ts";
export type { FakeLeaves, LeafAnswer } from "./fake-leaves.ts";
export { createTestJob, testPipes } from "./test-job.ts";
