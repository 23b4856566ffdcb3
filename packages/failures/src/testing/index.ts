export { FIXTURE_NOW_MS } from "./failure-fixture.ts";
export type { FailureFixture, JsonValue } from "./failure-fixture.ts";
export { FAILURE_FIXTURES } from "./failure-fixtures.ts";
export { findDisagreements } from "./find-disagreements.ts";
export type { Disagreement, ParityOptions, ParityPath } from "./find-disagreements.ts";
export { FIXTURE_SECRET, fixtureContext, fixtureError } from "./fixture-error.ts";
export type { ErrorShape } from "./fixture-error.ts";
export { SAME_FAILURE_EXCLUSIONS, sameFailure } from "./same-failure.ts";
