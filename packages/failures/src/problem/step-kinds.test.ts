import { describe, expect, it } from "vitest";
import { readCodeFacts } from "../code-families.ts";
import { isFailureCode } from "../codes.ts";
import { USER_ACTION_KINDS } from "../report.ts";
import { MTHDS_REGISTRY } from "../testing/mthds-registry.fixture.ts";
import { ACTION_OF_STEP, STEP_OF_ACTION } from "./step-kinds.ts";

describe("a next step", () => {
  it("is one that the registry gives the code, but where our action is another", () => {
    const others = MTHDS_REGISTRY.filter(({ code }) => isFailureCode(code)).flatMap(({ code, steps }) => {
      const ours = STEP_OF_ACTION[readCodeFacts(code).user_action.kind];
      return steps.includes(ours) ? [] : [`${code}: ${ours}, not ${steps[0]}`];
    });
    expect(others).toEqual([
      "method.not_found: change_method, not change_input",
      "model.output_schema_mismatch: change_model, not retry",
      "provider.unavailable: wait, not retry",
      "provider.timeout: wait, not retry",
      "provider.failed: wait, not retry",
      "provider.response_invalid: wait, not retry",
      "provider.outcome_unknown: read_run, not retry",
      "run.not_finished: read_run, not wait",
      "runtime.unsupported: upgrade, not fix_configuration",
    ]);
  });

  it("of every kind in the registry is read as an action", () => {
    const kinds = new Set(MTHDS_REGISTRY.flatMap(({ steps }) => steps));
    expect([...kinds].filter((kind) => !Object.hasOwn(ACTION_OF_STEP, kind))).toEqual([]);
    expect(Object.keys(ACTION_OF_STEP)).toHaveLength(14);
  });

  it("reads back as the action that it came from", () => {
    const kept = USER_ACTION_KINDS.filter((kind) => ACTION_OF_STEP[STEP_OF_ACTION[kind]] === kind);
    // Who does not know what to do reports it, as who is told to.
    expect(USER_ACTION_KINDS.filter((kind) => !kept.includes(kind))).toEqual(["unknown"]);
  });
});
