import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { explain, toFailure } from "./all/index.ts";
import { failureDocument } from "./cli/failure-document.ts";
import { renderExplanation } from "./cli/render-explanation.ts";
import { renderFailure } from "./cli/render-failure.ts";
import { createFailure } from "./create-failure.ts";
import type { FailureParts } from "./create-failure.ts";
import type { FailureError } from "./failure-error.ts";
import { withLocation, withTransport } from "./location.ts";
import { toAttributes } from "./otel/to-attributes.ts";
import { readProblem } from "./problem/read-problem.ts";
import { redactReport } from "./problem/redact-report.ts";
import { toProblem } from "./problem/to-problem.ts";
import { readFailureReport } from "./read-report.ts";
import { fromTemporalFailure } from "./temporal/from-temporal-failure.ts";
import { heartbeatDetails } from "./temporal/heartbeat-details.ts";
import { toTemporalFailure } from "./temporal/to-temporal-failure.ts";
import { FAILURE_FIXTURES } from "./testing/failure-fixtures.ts";
import { FIXTURE_SECRET, fixtureContext, fixtureError } from "./testing/fixture-error.ts";

const options = { effect: "billable", attempt: 1, random: () => 0.5 } as const;
const json = (value: unknown): string => JSON.stringify(value);
const crossedTemporal = (failure: FailureError): FailureError =>
  fromTemporalFailure({
    name: "ActivityFailure",
    cause: { name: "ApplicationFailure", ...toTemporalFailure(failure, options) },
  });

/** Every form in which a failure leaves the process or is printed. */
const CROSSINGS: Readonly<Record<string, (failure: FailureError) => string>> = {
  report: ({ report }) => json(report),
  transport: ({ transport }) => json(transport),
  "the error as JSON": json,
  "a report that is read again": ({ report }) => json(readFailureReport(report)),
  "a located failure": (failure) => json(withTransport(withLocation(failure, { node: "main" }), { attempt: 1 })),
  "problem document": (failure) => json(toProblem(failure)),
  "strict problem document": (failure) => json(toProblem(failure, { disclosure: "strict" })),
  "a problem document that is read": (failure) => json(readProblem(toProblem(failure).body)),
  "redacted report": ({ report }) => json(redactReport(report)),
  "the command's document": (failure) => json(failureDocument(failure)),
  "the command's text": (failure) => renderFailure(failure),
  "the command's text in colour": (failure) => renderFailure(failure, { color: true }),
  "Temporal data": (failure) => json(toTemporalFailure(failure, options)),
  "a sign of life": (failure) => json(heartbeatDetails(failure, 1)),
  "what comes back from Temporal": (failure) => json(crossedTemporal(failure)),
  attributes: ({ report, transport }) => json(toAttributes(report, transport)),
  inspection: (failure) => inspect(failure, { depth: 20, showHidden: true }),
  "an inspection from inside": (failure) => inspect({ failure: [failure] }, { depth: 20, showHidden: true }),
  text: (failure) => String(failure),
  stack: (failure) => failure.stack ?? "",
  "a line of a log": (failure) => format("failed: %s %o %j", failure, failure, failure),
  "a log that copies members": (failure) => json([Object.entries(failure), failure.message, failure.stack]),
};

/** The crossings in whose output something stands that may appear nowhere. */
function leaksOf(failure: FailureError): readonly string[] {
  return Object.entries(CROSSINGS)
    .filter(([, cross]) => /CANARY/u.test(cross(failure)))
    .map(([name]) => name);
}

/** The same error inside what a careless program wraps it in. */
const wrapped = (error: unknown): Error =>
  Object.assign(new Error(`Request with ${FIXTURE_SECRET} failed`, { cause: error }), {
    config: { headers: { authorization: `Bearer ${FIXTURE_SECRET}` }, url: `https://a:${FIXTURE_SECRET}@x.invalid` },
    prompt: FIXTURE_SECRET,
  });

describe("a secret of an error", () => {
  it("is in no form that leaves the process and in nothing that Node prints", () => {
    expect(FIXTURE_SECRET).toContain("CANARY");
    for (const fixture of FAILURE_FIXTURES) {
      for (const shape of ["ai-sdk", "fetch"] as const) {
        for (const error of [fixtureError(fixture, shape), wrapped(fixtureError(fixture, shape))]) {
          const failure = toFailure(error, fixtureContext(fixture));
          const leaks = leaksOf(failure);
          // What an explanation saw is read from the error itself.
          const explanation = explain(error, fixtureContext(fixture));
          expect([json(explanation), renderExplanation(explanation)].filter((text) => text.includes("CANARY"))).toEqual(
            [],
          );
          if (leaks.length > 0) expect.fail(`${fixture.id} as ${shape} leaks into: ${leaks.join(", ")}`);
        }
      }
    }
  });

  const planted = (parts: Partial<FailureParts>): FailureError =>
    createFailure("provider.failed", { message: "It failed.", ...parts });
  const strict = ["strict problem document", "redacted report"];
  const others = Object.keys(CROSSINGS).filter((name) => !strict.includes(name));

  it("is seen in every form of a message that holds one, but in those for strangers", () => {
    const leaks = leaksOf(planted({ message: `It failed with ${FIXTURE_SECRET}.` }));
    expect(leaks).toEqual(others.filter((name) => name !== "transport"));
  });

  it.each<[string, Partial<FailureParts>, readonly string[]]>([
    ["a model", { model: FIXTURE_SECRET }, ["attributes", "the command's text", "Temporal data", "problem document"]],
    [
      "a provider",
      { provider: FIXTURE_SECRET },
      ["attributes", "the command's text", "Temporal data", "problem document"],
    ],
    [
      "a provider's word",
      { provider_metadata: { provider_error_code: FIXTURE_SECRET } },
      ["attributes", "the command's text", "Temporal data", "problem document"],
    ],
    [
      "an action",
      { user_action: { kind: "unknown", detail: FIXTURE_SECRET } },
      ["the command's text", "problem document"],
    ],
    ["a request id", { transport: { request_id: FIXTURE_SECRET } }, ["transport", "attributes", "Temporal data"]],
  ])("is seen where it is planted in %s, and never in what is for strangers", (_name, parts, expected) => {
    const leaks = leaksOf(planted(parts));
    expect(leaks).toEqual(expect.arrayContaining([...expected, "the error as JSON", "a log that copies members"]));
    expect(leaks.filter((name) => strict.includes(name))).toEqual([]);
  });

  it("of a cause is printed nowhere, though the cause is there", () => {
    const cause = wrapped(new Error(FIXTURE_SECRET));
    expect(planted({ cause }).cause).toBe(cause);
    expect(leaksOf(planted({ cause }))).toEqual([]);
    expect(inspect(new Error("plain", { cause }))).toContain(FIXTURE_SECRET);
  });

  it("is not published as a provider's error code or request id", () => {
    const error = { status: 400, headers: { "x-request-id": "a b" }, body: `{"error":{"code":"${FIXTURE_SECRET}"}}` };
    const { report, transport } = toFailure(error);
    expect(report.provider_metadata).toEqual({ status_code: 400 });
    expect(transport).toEqual({});
  });
});
