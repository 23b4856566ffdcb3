const SHAPES = ["ai-sdk", "fetch"];

/**
 * What a copy of the failures package does otherwise than it must, wherever it was loaded: the fixtures whose verdict is another one, and
 * the crossings that a failure does not survive. Takes its entries by name.
 */
export function problemsWith(entries) {
  const { FAILURE_FIXTURES, fixtureContext, fixtureError } = entries["./testing"];
  const wrong = FAILURE_FIXTURES.flatMap((fixture) =>
    SHAPES.filter((shape) => {
      const { report } = entries["./all"].classify(fixtureError(fixture, shape), fixtureContext(fixture));
      return report.code !== fixture.expected.code || report.category !== fixture.expected.category;
    }).map((shape) => `${fixture.id} ${shape}`),
  );
  return [...(FAILURE_FIXTURES.length === 0 ? ["no fixtures"] : []), ...wrong, ...lostCrossings(entries)];
}

function lostCrossings(entries) {
  const failure = entries["./all"].toFailure({ status: 429, headers: { "retry-after": "5" } }, { provider: "openai" });
  const { report } = failure;
  const { toTemporalFailure, fromTemporalFailure } = entries["./temporal"];
  const data = toTemporalFailure(failure, { attempt: 1, effect: "billable", random: () => 0 });
  const crossed = {
    "./json": entries["./json"].readFailureReport(JSON.parse(JSON.stringify(report))),
    "./problem": entries["./problem"].readProblem(entries["./problem"].toProblem(failure).body).report,
    "./schema": entries["./schema"].failureReportSchema.parse(report),
    "./temporal": fromTemporalFailure({ name: "ApplicationFailure", ...data }).report,
  };
  const shown = {
    "./cli": entries["./cli"].renderFailure(failure).includes(report.code),
    "./otel": Object.values(entries["./otel"].toAttributes(report)).includes(report.code),
  };
  return [
    ...Object.keys(crossed).filter((entry) => !entries["./testing"].sameFailure(report, crossed[entry])),
    ...Object.keys(shown).filter((entry) => !shown[entry]),
  ];
}
