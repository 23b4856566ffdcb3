import { describe, expect, it } from "vitest";
import { createFailure } from "./create-failure.ts";
import { FailureError, isFailureError } from "./failure-error.ts";
import { withLocation, withTransport } from "./location.ts";

describe("a failure", () => {
  it("derives from its code what is not given", () => {
    const { report } = createFailure("provider.rate_limited", { message: "Too many requests.", retry_after_ms: 5000 });
    expect(report).toEqual({
      schema: 1,
      code: "provider.rate_limited",
      category: "transient",
      domain: "runtime",
      retryable: true,
      retry_after_ms: 5000,
      user_action: { kind: "wait_and_retry", detail: expect.any(String) },
      message: "Too many requests.",
      title: "The provider is limiting the rate of requests",
      type_uri: "https://mthds.ai/errors/provider.rate_limited",
      error_type: "ProviderRateLimited",
    });
  });

  it("derives domain and verdict from a category that the raise site gives", () => {
    const { report } = createFailure("perdure.function_failed", { message: "It threw.", category: "unknown" });
    expect(report).not.toHaveProperty("domain");
    expect(report).toMatchObject({
      retryable: false,
      type_uri: "urn:perdure:failure:perdure.function_failed",
      error_type: "FunctionFailed",
    });
  });

  it("cannot be changed, nor through what it was made from", () => {
    const path = ["main"];
    const { report } = createFailure("run.lost", { message: "Lost.", location: { path } });
    path.push("later");
    expect(report.location?.path).toEqual(["main"]);
    expect(() => Object.assign(report, { code: "x" })).toThrow(TypeError);
  });

  it("has a message without control characters and of bounded length", () => {
    const { report } = createFailure("run.lost", { message: `\u001B[31mred\u0007${"é".repeat(5000)}` });
    expect(report.message.startsWith("redé")).toBe(true);
    expect(Array.from(report.message)).toHaveLength(600);
  });

  it("leaves an empty list of problems out", () => {
    const { report } = createFailure("method.invalid", { message: "No.", validation_errors: [] });
    expect(report).not.toHaveProperty("validation_errors");
  });

  it("is an error with its message, cause and stack", () => {
    const cause = new Error("inner");
    const failure = createFailure("run.lost", { message: "Lost.", cause });
    expect(Object.prototype.toString.call(failure)).toBe("[object Error]");
    expect(failure).toMatchObject({ name: "FailureError", message: "Lost.", cause });
    expect(failure.stack).toContain("failure-error.test");
  });

  it("is recognised when another copy of the package made it", () => {
    const { report } = createFailure("run.lost", { message: "Lost." });
    const foreign = Object.assign(new Error("Lost."), { [Symbol.for("perdure.failure")]: true, report, transport: {} });
    expect(isFailureError(foreign)).toBe(true);
    expect(isFailureError(new FailureError({ report }))).toBe(true);
  });

  it.each([null, undefined, 1, "x", {}, new Error("x"), { [Symbol.for("perdure.failure")]: true, report: null }])(
    "is not %s",
    (value) => {
      expect(isFailureError(value)).toBe(false);
    },
  );
});

describe("a location", () => {
  const failure = createFailure("run.lost", {
    message: "Lost.",
    location: { node: "main/inner", pipe: "a.inner" },
    transport: { attempt: 2 },
    cause: "why",
  });

  it("is added where it is absent, stays where it is known, and changes nothing else", () => {
    const located = withLocation(failure, { node: "main", pipe: "a.main", item: 3, path: ["main", "inner"] });
    expect(located.report).toEqual({
      ...failure.report,
      location: { node: "main/inner", pipe: "a.inner", item: 3, path: ["main", "inner"] },
    });
    expect(located).toMatchObject({ transport: { attempt: 2 }, cause: "why", stack: failure.stack });
  });

  it("is added once: the same failure comes back where nothing is absent", () => {
    expect(withLocation(failure, { node: "other" })).toBe(failure);
    expect(withLocation(failure, {})).toBe(failure);
    const once = withLocation(failure, { item: 0 });
    expect(withLocation(once, { item: 9 })).toBe(once);
  });

  it("of the path's own facts replaces older ones", () => {
    expect(withTransport(failure, { attempt: 3, worker: "w" }).transport).toEqual({ attempt: 3, worker: "w" });
    expect(withTransport(failure, {})).toBe(failure);
  });
});
