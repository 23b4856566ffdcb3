import { memberNames, readMember } from "../read-value.ts";
import type { FailureFixture } from "./failure-fixture.ts";
import { FAILURE_FIXTURES } from "./failure-fixtures.ts";
import { reportOf } from "./report-of.ts";
import { sameFailure, stableJson } from "./same-failure.ts";

/** One way by which a failure reaches whoever looks: brings the fixture about and rejects with what is seen there. */
export type ParityPath = (fixture: FailureFixture) => Promise<unknown>;

/** How paths are compared. */
export interface ParityOptions {
  /** Default: all of `FAILURE_FIXTURES`. */
  readonly fixtures?: readonly FailureFixture[];
  /** The verdict that each path must give, where a client loses what the fixture shows. Default: the fixture's own. */
  readonly expected?: (fixture: FailureFixture) => FailureFixture["expected"];
  /** Fixtures at a time, each on all paths at once. Default: 8. */
  readonly concurrency?: number;
}

/** One thing that is not as it must be. */
export interface Disagreement {
  /** The fixture's id. */
  readonly fixture: string;
  /** The path on which it was seen. */
  readonly path: string;
  /**
   * `no_failure`: the path resolved, or rejected with something that shows no report. `unexpected`: the verdict is not the one
   * that is expected. `different`: the report is not that of the first path.
   */
  readonly kind: "no_failure" | "unexpected" | "different";
  /** The members that differ, dotted, in order. */
  readonly members: readonly string[];
  /** The report; for `no_failure` what came instead. */
  readonly seen: unknown;
  /** The verdict or the first path's report that it is held to. */
  readonly wanted: unknown;
}

/**
 * Brings each fixture about on each path, and gives everything that is not as it must be: in order of the fixtures, empty where all
 * paths show the same, expected failure. Two reports are compared as `sameFailure` does. Throws a TypeError where there is
 * nothing to compare: no path, or no fixture.
 */
export async function findDisagreements(
  paths: Readonly<Record<string, ParityPath>>,
  options: ParityOptions = {},
): Promise<readonly Disagreement[]> {
  const { fixtures = FAILURE_FIXTURES, expected = (fixture) => fixture.expected, concurrency = 8 } = options;
  const named = Object.entries(paths);
  if (named.length === 0 || fixtures.length === 0) throw new TypeError("Parity needs a path and a fixture");
  const found: (readonly Disagreement[])[] = [];
  const waiting = fixtures.entries();
  const work = async (): Promise<void> => {
    for (const [index, fixture] of waiting) {
      const views = await Promise.all(named.map(([path, meet]) => viewOf(path, meet, fixture)));
      found[index] = disagreementsOf(fixture, views, expected(fixture));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return found.flat();
}

interface View {
  readonly path: string;
  readonly report: unknown;
  /** What came where there is no report. */
  readonly instead: unknown;
}

async function viewOf(path: string, meet: ParityPath, fixture: FailureFixture): Promise<View> {
  try {
    return { path, report: undefined, instead: { resolved: await meet(fixture) } };
  } catch (error) {
    const report = reportOf(error);
    return { path, report, instead: report === undefined ? { rejected: error } : undefined };
  }
}

const VERDICT = ["code", "category", "retryable", "user_action", "retry_after_ms"] as const;

// Of the action a fixture knows the kind.
function verdictMember(report: unknown, name: (typeof VERDICT)[number]): unknown {
  const member = readMember(report, name);
  return name === "user_action" ? readMember(member, "kind") : member;
}

function disagreementsOf(
  { id: fixture }: FailureFixture,
  views: readonly View[],
  expected: FailureFixture["expected"],
): readonly Disagreement[] {
  const failed = views.filter(({ report }) => report !== undefined);
  const [first] = failed;
  const lost = views.filter(({ report }) => report === undefined);
  const unexpected = failed.flatMap(({ path, report }): Disagreement[] => {
    const members = VERDICT.filter((name) => verdictMember(report, name) !== expected[name]);
    return members.length === 0 ? [] : [{ fixture, path, kind: "unexpected", members, seen: report, wanted: expected }];
  });
  const different = failed.flatMap(({ path, report }): Disagreement[] => {
    if (first === undefined || sameFailure(report, first.report)) return [];
    const members = differing(report, first.report);
    return [{ fixture, path, kind: "different", members, seen: report, wanted: first.report }];
  });
  return [
    ...lost.map(({ path, instead }): Disagreement => {
      return { fixture, path, kind: "no_failure", members: [], seen: instead, wanted: expected };
    }),
    ...unexpected,
    ...different,
  ];
}

/** The dotted names of the members that two pieces of JSON do not share. */
function differing(one: unknown, other: unknown, place = ""): readonly string[] {
  if (stableJson(one) === stableJson(other)) return [];
  if (!isRecord(one) || !isRecord(other)) return [place];
  const names = [...new Set([...memberNames(one), ...memberNames(other)])].sort();
  return names.flatMap((name) =>
    differing(readMember(one, name), readMember(other, name), place === "" ? name : `${place}.${name}`),
  );
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
