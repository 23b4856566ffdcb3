import { describe, expect, it } from "vitest";
import { classify, toFailure } from "../all/index.ts";
import { failureDocument } from "../cli/failure-document.ts";
import { withLocation, withTransport } from "../location.ts";
import type { FailureFixture } from "./failure-fixture.ts";
import { FAILURE_FIXTURES } from "./failure-fixtures.ts";
import { findDisagreements, type ParityPath } from "./find-disagreements.ts";
import { fixtureContext, fixtureError } from "./fixture-error.ts";

const failureOf = (fixture: FailureFixture) => toFailure(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
const thrown: ParityPath = (fixture) => Promise.reject(failureOf(fixture));
const [fixture, other] = FAILURE_FIXTURES.filter(({ expected }) => expected.code === "provider.rate_limited");
if (fixture === undefined || other === undefined) throw new Error("These tests need two limited rates");
const { report } = failureOf(fixture);
const GONE = new TypeError("gone");
/** A path that does not tell the truth about one fixture. */
const planted =
  (change: (truth: typeof report) => unknown): ParityPath =>
  (met) =>
    met.id === fixture.id ? Promise.reject(change(report)) : thrown(met);

describe("the parity oracle", () => {
  it("finds nothing where every path shows the expected report, in whatever form and over whatever transport", async () => {
    const found = await findDisagreements({
      failure: thrown,
      report: (met) => Promise.reject(classify(fixtureError(met, "ai-sdk"), fixtureContext(met)).report),
      document: (met) => Promise.reject(JSON.parse(JSON.stringify(failureDocument(failureOf(met))))),
      later: (met) => Promise.reject(withTransport(failureOf(met), { attempt: 3 })),
    });
    expect(found).toEqual([]);
  });

  it("names the fixture, the path and the members of a report that differs", async () => {
    const changed = { ...report, message: "Else.", user_action: { ...report.user_action, detail: "Else." } };
    const found = await findDisagreements({ thrown, elsewhere: planted(() => changed) });
    expect(found).toEqual([
      {
        fixture: fixture.id,
        path: "elsewhere",
        kind: "different",
        members: ["message", "user_action.detail"],
        seen: changed,
        wanted: report,
      },
    ]);
  });

  it("sees a member more and a place that only one path tells", async () => {
    const placed = planted((truth) => withLocation(toFailure(failureOf(fixture)), { ...truth.location, node: "main" }));
    const found = await findDisagreements({ thrown, placed, more: planted((truth) => ({ ...truth, later: true })) });
    expect(found.map(({ path, members }) => [path, members])).toEqual([
      ["placed", ["location"]],
      ["more", ["later"]],
    ]);
  });

  it("holds paths that agree with each other to the expected verdict", async () => {
    const wrong = planted((truth) => ({ ...truth, category: "unknown", retryable: false }));
    const found = await findDisagreements({ wrong, wrong_too: wrong });
    expect(found.map(({ path, kind, members, wanted }) => ({ path, kind, members, wanted }))).toEqual(
      ["wrong", "wrong_too"].map((path) => ({
        path,
        kind: "unexpected",
        members: ["category", "retryable"],
        wanted: fixture.expected,
      })),
    );
  });

  it("holds them to what its caller expects instead", async () => {
    const expected = (met: FailureFixture) =>
      met.id === fixture.id
        ? ({ code: "run.lost", category: "ambiguous", retryable: false, user_action: "read_run" } as const)
        : met.expected;
    const found = await findDisagreements({ thrown }, { expected });
    expect(found.map(({ fixture: id, kind }) => [id, kind])).toEqual([[fixture.id, "unexpected"]]);
  });

  it.each([
    ["resolves", () => Promise.resolve("done"), { resolved: "done" }],
    ["rejects with no report", () => Promise.reject(GONE), { rejected: GONE }],
    [
      "throws before there is a promise",
      () => {
        throw GONE;
      },
      { rejected: GONE },
    ],
  ] as const)("sees a path that %s, also as the first one", async (_what, path: ParityPath, seen) => {
    const fixtures = [fixture, other];
    for (const paths of [
      { path, thrown },
      { thrown, path },
    ]) {
      const found = await findDisagreements(paths, { fixtures });
      expect(found).toEqual(
        fixtures.map(({ id, expected }) => ({
          fixture: id,
          path: "path",
          kind: "no_failure",
          members: [],
          seen,
          wanted: expected,
        })),
      );
    }
  });

  it("brings at most so many fixtures about at a time, and reports in their order", async () => {
    let [running, most] = [0, 0];
    const path: ParityPath = async ({ id }) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < id.length; turn += 1) await Promise.resolve();
      running -= 1;
    };
    const found = await findDisagreements({ path }, { concurrency: 3 });
    expect(most).toBe(3);
    expect(found.map(({ fixture: id }) => id)).toEqual(FAILURE_FIXTURES.map(({ id }) => id));
  });

  it("refuses to compare nothing", async () => {
    await expect(findDisagreements({})).rejects.toMatchObject({ name: "TypeError" });
    await expect(findDisagreements({ thrown }, { fixtures: [] })).rejects.toMatchObject({ name: "TypeError" });
  });
});
