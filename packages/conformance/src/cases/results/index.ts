import type { ConformanceCase } from "../../case.ts";
import { BATCH_ROWS } from "./batch-rows.ts";
import { COMPOSE_ROWS } from "./compose-rows.ts";
import { CONDITION_ROWS } from "./condition-rows.ts";
import { MEMORY_ROWS } from "./memory-rows.ts";
import { OPERATOR_ROWS } from "./operator-rows.ts";
import { PARALLEL_ROWS } from "./parallel-rows.ts";
import { resultCase } from "./result-row.ts";
import { SEQUENCE_ROWS } from "./sequence-rows.ts";

/** What running a method gives, whatever runs it: one case for each row. */
export const RESULT_CASES: readonly ConformanceCase[] = [
  ...SEQUENCE_ROWS,
  ...PARALLEL_ROWS,
  ...BATCH_ROWS,
  ...CONDITION_ROWS,
  ...COMPOSE_ROWS,
  ...OPERATOR_ROWS,
  ...MEMORY_ROWS,
].map(resultCase);
