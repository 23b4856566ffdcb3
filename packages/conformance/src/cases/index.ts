import type { ConformanceCase } from "../case.ts";
import { ATTACHING } from "./attaching.ts";
import { CANCELLATION } from "./cancellation.ts";
import { DENIAL } from "./denial.ts";
import { FAILURES } from "./failures.ts";
import { IDENTITY } from "./identity.ts";
import { LIFECYCLE } from "./lifecycle.ts";
import { LIMITS } from "./limits.ts";
import { ORDERING } from "./ordering.ts";
import { PROGRESS } from "./progress.ts";
import { RESULT_CASES } from "./results/index.ts";
import { RETRIES } from "./retries.ts";
import { SURVIVING } from "./surviving.ts";

/** Everything that a backend must do. */
export const CASES: readonly ConformanceCase[] = [
  ...LIFECYCLE,
  ...IDENTITY,
  ...RESULT_CASES,
  ...ORDERING,
  ...PROGRESS,
  ...RETRIES,
  ...CANCELLATION,
  ...LIMITS,
  ...ATTACHING,
  ...SURVIVING,
  ...DENIAL,
  ...FAILURES,
];
