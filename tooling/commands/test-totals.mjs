/**
 * What a vitest JSON report counts. A file that failed without a failed test of its own (it does not load, or its preparation or
 * cleaning up failed) counts one failure, and so does a run without a report, or one that failed for no reason seen in it: nothing can
 * fail unseen.
 */
export function totalsOf(report, exitCode) {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + filesFailedOutsideOfTests(report);
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && (exitCode !== 0 || report === undefined) ? 1 : failed, skipped };
}

const filesFailedOutsideOfTests = (report) =>
  report?.testResults?.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  ).length ?? 0;

export function addTotals(left, right) {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

/** The last line of a run: a skipped test is one that was not run. */
export function totalsLine({ passed, failed, skipped }, notRun = 0) {
  const left = skipped + notRun;
  return `${passed} passed, ${failed} failed${left > 0 ? `, ${left} not run` : ""}`;
}
