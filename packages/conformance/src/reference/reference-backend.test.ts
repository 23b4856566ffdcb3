import { describe, expect, it } from "vitest";
import { CASES } from "../cases/index.ts";
import { runConformance } from "../run/run-conformance.ts";
import { referenceBackend } from "./reference-backend.ts";

describe("the reference backend", () => {
  it("passes every case that is for what it claims", async () => {
    const { outcomes, ok } = await runConformance(referenceBackend());
    expect(outcomes.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(ok).toBe(true);
    expect(outcomes).toHaveLength(CASES.length);
  });

  it("is left out of those alone that are for other claims", async () => {
    const { outcomes } = await runConformance(referenceBackend());
    expect(outcomes.filter(({ outcome }) => outcome === "not_claimed").map(({ id }) => id)).toEqual([
      "retries.of_a_run_end_at_the_maximum_of_attempts",
      "retries.of_a_run_do_not_repeat_what_must_not_happen_twice",
      "retries.of_a_run_wait_for_what_the_provider_asks",
      "payloads.a_large_job_runs_where_no_bound_is_stated",
      "attach.from_another_process",
      "restart.after_a_kill_another_process_finishes",
      "denied.resume",
      "denied.attach_from_another_instance",
      "denied.cancel",
      "denied.going_on_without_its_starter",
    ]);
  });
});
