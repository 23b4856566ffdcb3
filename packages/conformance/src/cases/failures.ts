import { createReport, FailureError, withLocation } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { FAILURE_FIXTURES, FIXTURE_SECRET, fixtureContext, fixtureError, sameFailure } from "@perdure/failures/testing";
import type { FailureFixture } from "@perdure/failures/testing";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../case.ts";
import { failureOf } from "../kit/case-context.ts";
import { A_B_C } from "./common-methods.ts";

const PLACE = { pipe: "conformance.b", path: ["main", "b"], node: "main/b" };

/** Each failure of the taxonomy, met by the second leaf of three: the report is the one that the leaf made, with its place. */
const PARITY: readonly ConformanceCase[] = FAILURE_FIXTURES.map((fixture): ConformanceCase => ({
  id: `failures.parity.${fixture.id.replaceAll(".", "_")}`,
  requires: isRepeatable(fixture) ? ["quick_waits"] : [],
  why: "The same failure reads the same on every path",
  run: async ({ backend, prepare }) => {
    const failed = toFailure(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
    const { job } = await prepare({
      method: A_B_C,
      script: {
        b: () => {
          throw failed;
        },
      },
    });
    const seen = await failureOf(backend.execute(job));
    const wanted = withLocation(failed, PLACE);
    ok(sameFailure(seen, wanted), difference(seen.report, wanted.report));
    ok(!JSON.stringify(seen.report).includes(FIXTURE_SECRET), "the report holds what was in the error");
  },
}));

const difference = (seen: FailureReport, wanted: FailureReport): string =>
  `The report is\n${JSON.stringify(seen)}\nand not\n${JSON.stringify(wanted)}`;

function isRepeatable({ expected }: FailureFixture): boolean {
  return expected.category === "transient" || expected.category === "ambiguous";
}

/** What a leaf throws that is no failure of the table. */
const UNKNOWN: readonly ConformanceCase[] = [
  {
    id: "failures.unknown_codes_pass_unchanged",
    requires: [],
    why: "A leaf of a later version, or of somebody else, has codes of its own",
    run: async ({ backend, prepare }) => {
      const report: FailureReport = {
        ...createReport("runtime.unexpected", { message: "Acme says no." }),
        code: "acme.says_no",
        type_uri: "urn:acme:says-no",
      };
      const { job, tries } = await prepare({
        method: A_B_C,
        script: {
          b: () => {
            throw new FailureError({ report });
          },
        },
      });
      const seen = await failureOf(backend.execute(job));
      deepStrictEqual(seen.report, { ...report, location: PLACE });
      strictEqual(tries()["main/b"], 1, "what nobody knows is not repeated");
    },
  },
  {
    id: "failures.a_plain_error_is_unknown_and_tells_no_secret",
    requires: [],
    why: "A bug of a leaf is told as one, once, without what was in it",
    run: async ({ backend, prepare }) => {
      const { job, tries } = await prepare({
        method: A_B_C,
        script: {
          b: () => {
            throw Object.assign(new Error(`no: ${FIXTURE_SECRET}`), { prompt: FIXTURE_SECRET });
          },
        },
      });
      const { report, transport } = await failureOf(backend.execute(job));
      strictEqual(report.category, "unknown");
      strictEqual(report.location?.node, "main/b");
      ok(!JSON.stringify({ report, transport }).includes(FIXTURE_SECRET), "the failure holds what was in the error");
      strictEqual(tries()["main/b"], 1);
    },
  },
  {
    id: "failures.what_is_no_error_is_a_failure_all_the_same",
    requires: [],
    why: "Somebody throws a text",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({ method: A_B_C, script: { b: () => Promise.reject("no") } });
      const { report } = await failureOf(backend.execute(job));
      strictEqual(report.category, "unknown");
    },
  },
  {
    id: "failures.members_that_nobody_knows_are_kept",
    requires: [],
    why: "A report of a later version loses nothing on its way",
    run: async ({ backend, prepare }) => {
      const report = { ...createReport("model.no_result", { message: "Nothing." }), later: { member: [1] } };
      const { job } = await prepare({
        method: A_B_C,
        script: {
          b: () => {
            throw new FailureError({ report });
          },
        },
      });
      const seen = await failureOf(backend.execute(job));
      deepStrictEqual((seen.report as typeof report).later, { member: [1] });
    },
  },
  {
    id: "failures.a_batch_item_is_named",
    requires: [],
    why: "Which of a thousand items it was is in the report",
    run: async ({ backend, prepare }) => {
      const { job } = await prepare({
        method: `[pipe.main]
type = "PipeSequence"
description = "main"
inputs = { words = "Text[]" }
output = "Text[]"
steps = [{ pipe = "w", batch_over = "words", batch_as = "word", result = "all" }]

[pipe.w]
type = "PipeLLM"
description = "w"
inputs = { word = "Text" }
output = "Text"
prompt = "$word"
`,
        inputs: { words: ["x", "y"] },
        script: {
          "main/w_batch[1]/w": () => {
            throw new FailureError({ report: createReport("model.no_result", { message: "Nothing." }) });
          },
        },
      });
      const { report } = await failureOf(backend.execute(job));
      deepStrictEqual(report.location, {
        pipe: "conformance.w",
        path: ["main", "w_batch", "w"],
        node: "main/w_batch[1]/w",
        item: 1,
      });
    },
  },
];

/** Failures as they are seen by whoever runs. */
export const FAILURES: readonly ConformanceCase[] = [...UNKNOWN, ...PARITY];
