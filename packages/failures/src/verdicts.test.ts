import { expect, it } from "vitest";
import { CLASSIFIER } from "./all/index.ts";
import { toProblem } from "./problem/to-problem.ts";
import { FAILURE_FIXTURES } from "./testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "./testing/fixture-error.ts";

it("the verdict on every fixture is the committed one: who changes one changes the list too (vitest -u writes it)", async () => {
  const lines = FAILURE_FIXTURES.map((fixture) => {
    const { report, rule } = CLASSIFIER.decide(fixtureError(fixture, "ai-sdk"), fixtureContext(fixture));
    const { status, body } = toProblem(report);
    const { code, category, user_action, retry_after_ms = "-" } = report;
    return [
      fixture.id,
      rule?.id ?? "-",
      code,
      category,
      user_action.kind,
      retry_after_ms,
      status,
      `retry ${body.retry}`,
    ].join(" | ");
  });
  await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("__fixtures__/verdicts.txt");
});
