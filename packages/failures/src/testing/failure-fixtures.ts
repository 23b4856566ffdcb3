import { frozenCopy } from "../frozen-json.ts";
import { ANSWER_FIXTURES } from "./answer-fixtures.ts";
import type { FailureFixture } from "./failure-fixture.ts";
import { FAULT_FIXTURES } from "./fault-fixtures.ts";
import { LIMIT_FIXTURES } from "./limit-fixtures.ts";
import { NETWORK_FIXTURES } from "./network-fixtures.ts";
import { REFUSAL_FIXTURES } from "./refusal-fixtures.ts";
import { SYSTEM_FIXTURES } from "./system-fixtures.ts";

/** Every failure that the classification is held to, as plain JSON data. */
export const FAILURE_FIXTURES: readonly FailureFixture[] = frozenCopy([
  ...LIMIT_FIXTURES,
  ...REFUSAL_FIXTURES,
  ...FAULT_FIXTURES,
  ...ANSWER_FIXTURES,
  ...NETWORK_FIXTURES,
  ...SYSTEM_FIXTURES,
]);
