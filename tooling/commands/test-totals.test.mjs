import { describe, expect, it } from "vitest";
import { totalsLine, totalsOf } from "./test-totals.mjs";

const report = (passed, failed, testResults = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  testResults,
});

describe("the totals of a test run", () => {
  it("are those of the report", () => {
    expect(totalsLine(totalsOf(report(3, 1), 1))).toBe("3 passed, 1 failed");
    expect(totalsLine(totalsOf(report(3, 0), 0), 2)).toBe("3 passed, 0 failed, 2 not run");
  });

  it("count a file that fails outside of its tests, a missing report, and an exit code that the tests do not explain", () => {
    expect(totalsOf(report(3, 0, [{ status: "failed", assertionResults: [] }]), 1).failed).toBe(1);
    const unprepared = { status: "failed", assertionResults: [{ status: "skipped" }] };
    const withFailedTest = { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] };
    expect(totalsOf(report(3, 1, [unprepared, withFailedTest]), 1).failed).toBe(2);
    expect(totalsOf(undefined, 0).failed).toBe(1);
    expect(totalsOf(report(3, 0), 1).failed).toBe(1);
  });
});
