import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_RETRY_POLICY, mayAutoRetry, retryDelay } from "@perdure/failures";
import { classify } from "@perdure/failures/all";

/** Calls the model until it answers, or until no repeat that nobody watches can help. Throws the last error. */
export async function withRetries(callTheModel, policy = DEFAULT_RETRY_POLICY) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await callTheModel(attempt);
    } catch (error) {
      const { report } = classify(error, { now_ms: Date.now() });
      if (attempt >= policy.maximum_attempts || !mayAutoRetry(report, "billable")) throw error;
      await sleep(retryDelay(report, attempt, policy, Math.random));
    }
  }
}
