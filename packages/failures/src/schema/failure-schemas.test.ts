import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { classify } from "../all/index.ts";
import { listCodes } from "../code-facts.ts";
import type { FailureCode } from "../codes.ts";
import { createReport } from "../create-failure.ts";
import { readFailureReport } from "../read-report.ts";
import { CATEGORIES, USER_ACTION_KINDS } from "../report.ts";
import type { FailureReport, FailureTransport } from "../report.ts";
import { anyReportJson } from "../testing/any-report.fixture.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { failureReportSchema, failureTransportSchema, openFailureReportSchema } from "./failure-schemas.ts";
import type { reportShape } from "./report-shape.ts";
import type { transportShape } from "./transport-shape.ts";

const report = createReport("provider.rate_limited", { message: "Slower.", retry_after_ms: 5 });
const generated = z.toJSONSchema(failureReportSchema, {
  target: "draft-2020-12",
  // What is frozen here may be written elsewhere.
  override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
});
const isJsonValid = new Ajv2020({ strict: false }).compile(generated);
const problemsOf = (value: unknown): readonly string[] =>
  failureReportSchema.safeParse(value).error?.issues.map(({ path, code }) => `${path.join(".")} ${code}`) ?? [];

describe("the schema of reports", () => {
  it("has the types that are written by hand", () => {
    expectTypeOf<z.infer<typeof reportShape>>().toEqualTypeOf<FailureReport>();
    expectTypeOf<z.infer<typeof transportShape>>().toEqualTypeOf<FailureTransport>();
    // @ts-expect-error a member less is another type
    expectTypeOf<z.infer<typeof reportShape>>().toEqualTypeOf<Omit<FailureReport, "model">>();
    type Looser = Omit<FailureTransport, "worker"> & { readonly worker?: string | undefined };
    // @ts-expect-error and so is a member that may be undefined
    expectTypeOf<z.infer<typeof transportShape>>().toEqualTypeOf<Looser>();
  });

  it("accepts every fixture's report and transport", () => {
    for (const fixture of FAILURE_FIXTURES) {
      for (const shape of ["ai-sdk", "fetch"] as const) {
        const verdict = classify(fixtureError(fixture, shape), fixtureContext(fixture));
        expect(failureReportSchema.parse(verdict.report)).toEqual(verdict.report);
        expect(isJsonValid(verdict.report)).toBe(true);
        expect(failureTransportSchema.parse(verdict.transport)).toEqual(verdict.transport);
      }
    }
  });

  it("accepts every report that is made of parts", () => {
    const text = fc.string({ unit: "grapheme" });
    const location = fc.record(
      { pipe: text, path: fc.array(text), node: text, item: fc.nat(), file: text, line: fc.integer({ min: 1 }) },
      { requiredKeys: [] },
    );
    const problem = fc.record(
      { code: text, message: text, location, suggestion: text },
      { requiredKeys: ["code", "message"] },
    );
    const parts = fc.record(
      {
        message: text,
        category: fc.constantFrom(...CATEGORIES),
        user_action: fc.record({ kind: fc.constantFrom(...USER_ACTION_KINDS), detail: text }),
        retry_after_ms: fc.oneof(fc.double(), fc.integer()),
        model: text,
        provider: text,
        provider_metadata: fc.record({ status_code: fc.nat(), provider_error_code: text }, { requiredKeys: [] }),
        location,
        validation_errors: fc.array(problem),
        error_type: text,
      },
      { requiredKeys: ["message"] },
    );
    const code = fc.constantFrom(...listCodes().map((facts) => facts.code as FailureCode));
    fc.assert(
      fc.property(code, parts, (code, given) => {
        const made = createReport(code, given);
        expect(problemsOf(made)).toEqual([]);
        expect(readFailureReport(made)).toEqual(made);
      }),
    );
  });

  it.each<[string, object, string]>([
    ["another schema", { schema: 2 }, "schema invalid_value"],
    ["a member of its own", { later: 1 }, " unrecognized_keys"],
    ["a verdict that its category forbids", { category: "content" }, "retryable custom"],
    ["a category that is none", { category: "tidal" }, "category invalid_value"],
    ["a code that is none", { code: "NOT" }, "code invalid_format"],
    ["a part of a millisecond", { retry_after_ms: 0.5 }, "retry_after_ms invalid_type"],
    ["no list of problems", { validation_errors: [] }, "validation_errors too_small"],
    ["a null member", { model: null }, "model invalid_type"],
    ["line 0", { location: { line: 0 } }, "location.line too_small"],
  ])("refuses %s", (_name, change, problem) => {
    expect(problemsOf({ ...report, ...change })).toEqual([problem]);
    expect(isJsonValid({ ...report, ...change })).toBe(false);
  });

  it("has an open form that reads what any version wrote, and refuses what has no code", () => {
    fc.assert(
      fc.property(anyReportJson, (json) => {
        expect(openFailureReportSchema.parse(json)).toEqual(readFailureReport(json));
      }),
    );
    for (const value of [undefined, null, "x", [], {}, { code: 3 }]) {
      expect(openFailureReportSchema.safeParse(value).success).toBe(false);
    }
  });

  it("is the committed JSON Schema (vitest -u writes it)", async () => {
    const document = { $id: "urn:perdure:schema:failure-report:1", ...generated };
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot("../../schema/failure-report.json");
  });
});
