import { describe, expect, it } from "vitest";
import { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
import { leafCall } from "../testing/leaf-call.fixture.ts";
import { sequenceJob } from "../testing/sequence-job.fixture.ts";
import { leafSchedule } from "./leaf-schedule.ts";

type Effect = ReturnType<typeof leafCall>["effect"];
type Repeats = ReturnType<typeof sequenceJob>["repeat_billable"];

/** What the server must not repeat by itself when it loses the attempt of a leaf. */
function finalFailures(effect: Effect, repeat_billable: Repeats = "allowed") {
  const job = { ...sequenceJob("run", ["a"]), repeat_billable };
  return leafSchedule({ job, dispatch: DEFAULT_DISPATCH }, leafCall({ effect })).options.retry?.nonRetryableErrorTypes;
}

describe("a lost attempt of a leaf", () => {
  it.each<[Effect, Repeats]>([
    ["effectful", "allowed"],
    ["effectful", "never"],
    ["billable", "never"],
  ])("is final where its effect is %s and a billed repeat is %s, however it was lost", (effect, repeats) => {
    expect(finalFailures(effect, repeats)).toEqual([
      "TemporalTimeout:StartToClose",
      "TemporalTimeout:Heartbeat",
      expect.stringContaining("perdure.worker_lost"),
    ]);
  });

  it.each<[Effect, Repeats]>([
    ["pure", "never"],
    ["idempotent", "never"],
    ["billable", "allowed"],
  ])("is repeated where its effect is %s and a billed repeat is %s", (effect, repeats) => {
    expect(finalFailures(effect, repeats)).toBeUndefined();
  });
});
