/**
 * What a vitest JSON report counts. A run without a report, or one that failed although every test passed (a file that
 * does not load, an unhandled error), counts one failure: nothing can fail unseen.
 */
export function totalsOf(report, exitCode) {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + unloadedFiles(report);
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && (exitCode !== 0 || report === undefined) ? 1 : failed, skipped };
}

const unloadedFiles = (report) =>
  report?.testResults?.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0)
    .length ?? 0;

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
