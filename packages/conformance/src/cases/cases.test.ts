import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { describe, expect, it } from "vitest";
import { CASES } from "./index.ts";

const ids = CASES.map(({ id }) => id);

describe("the cases", () => {
  it("have ids of their own, family first", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z_]+(?:\.[a-z0-9_-]+)+$/u);
  });

  it("say why they matter, in a sentence without its full stop", () => {
    for (const { why } of CASES) expect(why).toMatch(/^[A-Z].*[^.]$/u);
  });

  it("are of every family that the contract has", () => {
    const families = new Set(ids.map((id) => id.slice(0, id.indexOf("."))));
    expect([...families].sort()).toEqual([
      "attach",
      "cancellation",
      "deadlines",
      "denied",
      "failures",
      "fire_and_forget",
      "identity",
      "lifecycle",
      "ordering",
      "payloads",
      "progress",
      "restart",
      "results",
      "resume",
      "retries",
    ]);
  });

  it("state more than sixty results", () => {
    expect(ids.filter((id) => id.startsWith("results.")).length).toBeGreaterThan(60);
  });

  it("meet every failure of the taxonomy", () => {
    expect(ids.filter((id) => id.startsWith("failures.parity."))).toHaveLength(FAILURE_FIXTURES.length);
  });
});
