import { describe, expect, it } from "vitest";
import type { CaseOutcome, ConformanceReport } from "./conformance-report.ts";
import { renderMatrix } from "./render-matrix.ts";

const report = (backend: string, outcomes: readonly CaseOutcome[]): ConformanceReport => ({
  schema: 1,
  backend,
  capabilities: {} as ConformanceReport["capabilities"],
  outcomes,
  stale_waivers: [],
  ok: true,
});
const passed = (id: string): CaseOutcome => ({ id, why: "", outcome: "passed" });
const left = (id: string, reason: string): CaseOutcome => ({ id, why: "", outcome: "not_claimed", reason });

describe("a matrix", () => {
  it("has a row for each case, a column for each backend, and the reasons below", () => {
    const one = report("one", [passed("a.x"), left("a.y", "no server"), passed("failures.parity.z")]);
    const two = report("two", [
      { id: "a.x", why: "", outcome: "failed", problem: "" },
      { id: "a.y", why: "", outcome: "waived", reason: "known", problem: "" },
      left("failures.parity.z", "no server"),
    ]);
    expect(renderMatrix([one, two]).split("\n")).toEqual([
      "| case | one | two |",
      "|---|---|---|",
      "| `a.x` | ✓ | ✗ |",
      "| `a.y` | – <sup>1</sup> | w <sup>2</sup> |",
      "| `failures.parity.*` | ✓ 1 | 0 of 1 <sup>1</sup> |",
      "",
      "1. no server",
      "2. known",
    ]);
  });

  it("is of reports of the same cases, and of one at least", () => {
    expect(() => renderMatrix([])).toThrow(TypeError);
    expect(() => renderMatrix([report("one", [passed("a.x")]), report("two", [])])).toThrow(TypeError);
  });
});
