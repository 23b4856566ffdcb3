import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FailureCode } from "../codes.ts";
import { createFailure } from "../create-failure.ts";
import type { FailureParts } from "../create-failure.ts";
import { FailureError } from "../failure-error.ts";
import { readFailureReport } from "../read-report.ts";
import { utf8Length } from "../utf8-length.ts";
import { PACKED_REPORT_BYTES, packReport } from "./pack-report.ts";
import { toTemporalFailure } from "./to-temporal-failure.ts";

const rate = createFailure("provider.rate_limited", {
  message: "Slower.",
  retry_after_ms: 5000,
  transport: { calls: 3, request_id: "req_1" },
});
const options = { effect: "billable", attempt: 2, random: () => 0 } as const;
const sizeOf = (value: unknown): number => utf8Length(JSON.stringify(value));

describe("what Temporal is handed", () => {
  it("is the report, the transport and a delay that is never below the server's", () => {
    expect(toTemporalFailure(rate, options)).toEqual({
      type: "perdure/transient/provider.rate_limited",
      message: "Slower.",
      details: [rate.report, { attempt: 2, calls: 3, request_id: "req_1" }],
      nonRetryable: false,
      nextRetryDelayMs: 5000,
    });
  });

  it("never asks for a delay of 0, because the server then stops retrying", () => {
    const now = createFailure("provider.failed", { message: "x", retry_after_ms: 0 });
    expect(toTemporalFailure(now, options).nextRetryDelayMs).toBe(1);
  });

  it("is final, without a delay, where no repeat is allowed", () => {
    const refused = createFailure("provider.credential_refused", { message: "x" });
    expect(toTemporalFailure(refused, options)).toMatchObject({ nonRetryable: true });
    expect(toTemporalFailure(refused, options)).not.toHaveProperty("nextRetryDelayMs");
  });

  it("repeats an unknown outcome by effect", () => {
    const unknown = createFailure("provider.outcome_unknown", { message: "x" });
    const isFinal = (more: object): boolean => toTemporalFailure(unknown, { ...options, ...more }).nonRetryable;
    expect([isFinal({}), isFinal({ repeat_billable: "never" }), isFinal({ effect: "effectful" })]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each<[string, boolean]>([
    ["run.cancelled", true],
    ["perdure.condition_fail_outcome", true],
    ["method.invalid", true],
    ["input.invalid", true],
    ["model.output_schema_mismatch", false],
    ["input.missing", false],
    ["provider.rate_limited", false],
  ])("%s with errors of the caller's own counts as expected: %s", (code, isExpected) => {
    const validation_errors = code === "input.missing" ? [] : [{ code: "method.syntax", message: "A bracket." }];
    const failure = createFailure(code as FailureCode, { message: "x", validation_errors });
    expect(toTemporalFailure(failure, options).category).toBe(isExpected ? "BENIGN" : undefined);
  });

  it("is JSON whatever another copy of the package made, and never throws", () => {
    const cyclic: Record<string, unknown> = { code: "run.lost", category: "ambiguous", big: 3n, when: new Date(0) };
    cyclic["self"] = cyclic;
    const throwing = new Proxy(cyclic, { ownKeys: () => expect.unreachable(), get: () => expect.unreachable() });
    const foreign = (report: unknown, transport: unknown = cyclic) =>
      toTemporalFailure({ report, transport } as unknown as FailureError, options);
    expect(foreign(cyclic)).toMatchObject({ type: "perdure/ambiguous/run.lost", nonRetryable: false });
    expect(foreign(throwing, throwing).type).toBe("perdure/unknown/runtime.unexpected");
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), fc.anything(), (report, transport) => {
        for (const data of [
          foreign(report, transport),
          foreign({ code: "run.lost", x: report }, { attempt: transport }),
        ]) {
          expect(JSON.parse(JSON.stringify(data))).toEqual(data);
          expect(sizeOf(data)).toBeLessThan(3500);
        }
      }),
    );
  });

  it("keeps the texts of a transport short, and its own count of attempts", () => {
    const transport = { attempt: 9, worker: "w".repeat(5000), request_id: "r".repeat(5000), later: true };
    const failure = new FailureError({ report: rate.report, transport });
    const [, beside] = toTemporalFailure(failure, options).details;
    expect(beside).toMatchObject({ attempt: 9, worker: expect.stringMatching(/^w{199}…$/u) });
    expect(sizeOf(beside)).toBeLessThan(600);
    expect(toTemporalFailure(rate, { ...options, attempt: Number.NaN }).details[1]).not.toHaveProperty("attempt");
  });

  it("keeps the worst report below its size, and what decides in it", () => {
    const long = "日本".repeat(3000);
    const problem = { code: "method.invalid", message: long };
    const parts: FailureParts = {
      message: long,
      retry_after_ms: 9,
      model: long,
      provider: long,
      location: { node: long, pipe: long, path: Array.from({ length: 300 }, () => long), file: long },
      validation_errors: Array.from({ length: 50 }, () => problem),
      error_type: long,
      user_action: { kind: "change_method", detail: long },
    };
    const { report } = createFailure("method.invalid", parts);
    const [packed] = toTemporalFailure(new FailureError({ report }), options).details;
    expect(sizeOf(packed)).toBeLessThan(PACKED_REPORT_BYTES);
    expect(packed).toMatchObject({
      code: "method.invalid",
      category: "content",
      retryable: false,
      retry_after_ms: 9,
      user_action: { kind: "change_method" },
    });
  });

  it("drops in the stated order: five problems stay while there is room", () => {
    const problems = Array.from({ length: 40 }, (_, index) => ({
      code: "method.invalid",
      message: `Problem ${index}.`,
    }));
    const { report } = createFailure("method.invalid", { message: "No.", validation_errors: problems });
    expect(packReport(report)).toEqual({ ...report, validation_errors: problems.slice(0, 5) });
  });

  it("shortens the middle of a long path before any sentence", () => {
    const path = Array.from({ length: 100 }, (_, index) => `a_pipe_with_a_name_${index}`);
    const { report } = createFailure("run.lost", { message: "m".repeat(600), location: { path } });
    expect(packReport(report)).toEqual({
      ...report,
      location: { path: [path[0], path[1], "…", path[98], path[99]] },
    });
  });

  it("leaves every report that fits as it is, and packs any other below the size", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 1500 });
    const anyReport = fc.record({ message: text, model: text, detail: text, node: text, extra: fc.array(text) });
    fc.assert(
      fc.property(anyReport, ({ message, model, detail, node, extra }) => {
        const user_action = { kind: "change_input", detail };
        const report = readFailureReport({
          code: "input.invalid",
          message,
          model,
          user_action,
          location: { node },
          extra,
        });
        const packed = packReport(report);
        expect(sizeOf(packed)).toBeLessThan(PACKED_REPORT_BYTES);
        if (sizeOf(report) < PACKED_REPORT_BYTES) expect(packed).toEqual(report);
      }),
    );
  });
});
