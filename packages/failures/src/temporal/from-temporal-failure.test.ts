import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFailure } from "../create-failure.ts";
import { isFailureError } from "../failure-error.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { sameFailure } from "../testing/same-failure.ts";
import { toFailure } from "../classify/classify.ts";
import { fromTemporalFailure } from "./from-temporal-failure.ts";
import { heartbeatDetails } from "./heartbeat-details.ts";
import { toTemporalFailure } from "./to-temporal-failure.ts";

/** An error with the name and members of one of Temporal's. */
const temporal = (name: string, members: object = {}): Error => Object.assign(new Error(name), { name, ...members });
const activity = (cause: Error, retryState = "MAXIMUM_ATTEMPTS_REACHED"): Error =>
  temporal("ActivityFailure", { activityType: "perdure.llm", retryState, cause });
const run = (cause: Error): Error => temporal("WorkflowFailedError", { cause });
const codeOf = (thrown: unknown): string => fromTemporalFailure(thrown).report.code;

const failure = createFailure("provider.rate_limited", { message: "Slower.", retry_after_ms: 5 });
const options = { effect: "billable", attempt: 4, random: () => 0 } as const;
const { type, details } = toTemporalFailure(failure, options);
const decoded = temporal("ApplicationFailure", { type, details: structuredClone(details), nonRetryable: false });

describe("what comes back from Temporal", () => {
  it("is the activity's report, unchanged, from under any layers", () => {
    const child = temporal("ChildWorkflowFailure", { retryState: "RETRY_POLICY_NOT_SET", cause: activity(decoded) });
    for (const thrown of [decoded, activity(decoded), run(activity(decoded)), run(child)]) {
      const back = fromTemporalFailure(thrown);
      expect(back.report).toEqual(failure.report);
      expect(sameFailure(back, failure)).toBe(true);
    }
  });

  it("carries the attempt and the retry state beside the report", () => {
    expect(fromTemporalFailure(run(activity(decoded))).transport).toEqual({
      attempt: 4,
      retry_state: "MAXIMUM_ATTEMPTS_REACHED",
    });
  });

  it("is the same failure for every fixture", () => {
    for (const fixture of FAILURE_FIXTURES) {
      const direct = toFailure(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
      const data = toTemporalFailure(direct, options);
      const wire = JSON.parse(JSON.stringify(data)) as object;
      const back = fromTemporalFailure(run(activity(temporal("ApplicationFailure", wire))));
      expect(sameFailure(back, direct)).toBe(true);
    }
  });

  it("is rebuilt from the type where the server dropped the details", () => {
    const truncated = temporal("ServerFailure", {
      message: "Failure exceeds size limit.",
      cause: temporal("ApplicationFailure", { type, details: [] }),
    });
    expect(fromTemporalFailure(activity(truncated)).report).toMatchObject({
      code: "provider.rate_limited",
      category: "transient",
    });
    expect(codeOf(activity(temporal("ServerFailure", { message: "exceeds size limit" })))).toBe(
      "perdure.payload_too_large",
    );
  });

  it("is the failure itself where it never left the process", () => {
    expect(fromTemporalFailure(failure)).toBe(failure);
    expect(fromTemporalFailure(run(failure))).toMatchObject({ report: failure.report });
  });

  it.each([
    ["HEARTBEAT", "perdure.worker_lost"],
    ["START_TO_CLOSE", "perdure.leaf_timeout"],
    ["SCHEDULE_TO_START", "runtime.unavailable"],
    ["SCHEDULE_TO_CLOSE", "perdure.leaf_timeout"],
    ["TIMEOUT_TYPE_HEARTBEAT", "perdure.worker_lost"],
  ])("after the %s clock of an activity is %s", (timeoutType, code) => {
    expect(codeOf(activity(temporal("TimeoutFailure", { timeoutType })))).toBe(code);
  });

  it("after a budget that ended between attempts is what the last attempt reported", () => {
    const lastHeartbeatDetails = structuredClone(failure.report);
    const clock = { timeoutType: "SCHEDULE_TO_CLOSE" };
    expect(codeOf(activity(temporal("TimeoutFailure", { ...clock, lastHeartbeatDetails })))).toBe(
      "provider.rate_limited",
    );
    expect(codeOf(activity(temporal("TimeoutFailure", { ...clock, cause: decoded })))).toBe("provider.rate_limited");
    const remembered = { failure: { cause: { applicationFailureInfo: { type } } } };
    expect(codeOf(activity(temporal("TimeoutFailure", { ...clock, ...remembered })))).toBe("provider.rate_limited");
  });

  it("after such a budget is what the last sign of life before the failure carried, with its attempt", () => {
    const lastHeartbeatDetails = structuredClone(heartbeatDetails(failure, 3));
    const back = fromTemporalFailure(
      activity(temporal("TimeoutFailure", { timeoutType: "SCHEDULE_TO_CLOSE", lastHeartbeatDetails })),
    );
    expect(back).toMatchObject({ report: failure.report, transport: { attempt: 3 } });
    expect(sameFailure(back, failure)).toBe(true);
  });

  it("is read anew where another copy of the package threw it", () => {
    const report = { code: "run.lost", category: "later", cycle: {} };
    report.cycle = report;
    const foreign = { [Symbol.for("perdure.failure")]: true, report, transport: { attempt: "2", worker: 3 } };
    const back = fromTemporalFailure(run(foreign as unknown as Error));
    expect(back).toMatchObject({ report: { code: "run.lost", category: "unknown" }, transport: { attempt: 2 } });
    expect(JSON.parse(JSON.stringify(back))).toEqual(back.toJSON());
  });

  it.each([
    ["a run's own clock", run(temporal("TimeoutFailure", { timeoutType: "START_TO_CLOSE" })), "run.timed_out"],
    ["a cancelled run", run(temporal("CancelledFailure", { details: [] })), "run.cancelled"],
    ["a cancelled activity", activity(temporal("CancelledFailure", { details: [] })), "run.cancelled"],
    ["a terminated run", run(temporal("TerminatedFailure")), "run.terminated"],
    ["a drained worker", activity(temporal("ApplicationFailure", { type: "WorkerShutdown" })), "runtime.unavailable"],
    ["a reset attempt", activity(temporal("ApplicationFailure", { type: "ActivityReset" })), "runtime.unavailable"],
    ["a paused attempt", activity(temporal("ApplicationFailure", { type: "ActivityPause" })), "runtime.unavailable"],
    [
      "an unknown activity",
      activity(temporal("ApplicationFailure", { type: "NotFoundError" })),
      "runtime.misconfigured",
    ],
    [
      "an activity cancelled unasked",
      activity(temporal("ApplicationFailure", { type: "CancelledFailure" })),
      "run.cancelled",
    ],
    [
      "a foreign type",
      activity(temporal("ApplicationFailure", { type: "TypeError", details: [] })),
      "runtime.unexpected",
    ],
    ["a token that is none", temporal("ApplicationFailure", { type: "perdure/x/y" }), "runtime.unexpected"],
    ["a missing run", temporal("WorkflowNotFoundError", { workflowId: "w" }), "run.not_found"],
    ["a second start", temporal("WorkflowExecutionAlreadyStartedError"), "perdure.run_already_exists"],
    [
      "no server",
      temporal("ServiceError", { cause: { name: "Error", code: 14, details: "refused" } }),
      "perdure.backend_unreachable",
    ],
    ["no connection", temporal("TransportError"), "perdure.backend_unreachable"],
    ["a lazy connection", new Error("Failed to connect before the deadline"), "perdure.backend_unreachable"],
    ["an unanswered start", { name: "Error", code: 4, details: "deadline" }, "run.outcome_unknown"],
    ["a run the server lost", { name: "Error", code: 5, details: "" }, "run.not_found"],
    ["a refused credential", { name: "Error", code: 16, details: "" }, "runtime.misconfigured"],
    ["a busy server", { name: "Error", code: 8, details: "" }, "runtime.unavailable"],
    ["a plain error", new Error("boom"), "runtime.unexpected"],
  ])("from %s has its code", (_name, thrown, code) => {
    expect(codeOf(thrown)).toBe(code);
  });

  it("never repeats a foreign message", () => {
    const secret = "sk-CANARY";
    const thrown = run(
      activity(Object.assign(new Error(secret), { name: "ApplicationFailure", type: "Error", details: [] })),
    );
    expect(JSON.stringify(fromTemporalFailure(thrown))).not.toContain(secret);
  });

  it("is a failure for any value, cycles and hostile ones too", () => {
    const cyclic: { cause?: unknown } = temporal("ActivityFailure");
    cyclic.cause = cyclic;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [cyclic, proxy, { cause: proxy }]) expect(codeOf(value)).toBe("runtime.unexpected");
    // The library looks into the values that it makes, so the hostile ones are put in afterwards.
    const hostile = { proxy, cyclic, big: 3n, nothing: undefined };
    const kinds = Object.keys(hostile) as (keyof typeof hostile)[];
    const members = [
      "name",
      "cause",
      "details",
      "timeoutType",
      "type",
      "message",
      "code",
      "retryState",
      "failure",
      "lastHeartbeatDetails",
    ];
    const names = [
      "ActivityFailure",
      "ApplicationFailure",
      "TimeoutFailure",
      "ServerFailure",
      "HEARTBEAT",
      "SCHEDULE_TO_CLOSE",
      type,
    ];
    const value = fc.letrec((tie) => ({
      layer: fc.dictionary(
        fc.constantFrom(...members),
        fc.oneof({ maxDepth: 4 }, fc.constantFrom(...names), fc.anything(), tie("layer")),
      ),
    })).layer;
    fc.assert(
      fc.property(fc.oneof(fc.anything(), value), fc.constantFrom(...kinds), (thrown, kind) => {
        const foreign = hostile[kind];
        const planted =
          typeof thrown === "object" && thrown !== null ? { ...thrown, activityType: foreign, cause: foreign } : thrown;
        for (const one of [thrown, planted]) {
          const back = fromTemporalFailure(one);
          expect(isFailureError(back)).toBe(true);
          expect(JSON.parse(JSON.stringify(back))).toEqual(back.toJSON());
        }
      }),
    );
  });
});
