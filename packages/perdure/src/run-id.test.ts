import { describe, expect, it } from "vitest";
import { isRunId } from "@perdure/engine";
import { createRunId } from "./run-id.ts";

describe("a run id", () => {
  it("is a name that files can have, and sorts by its time", () => {
    const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 8_000_000_000_000];
    const ids = times.map((time) => createRunId(time, () => 0.5));
    expect(ids.every(isRunId)).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(times.length);
  });

  it("differs by chance where two are made in one millisecond", () => {
    expect(createRunId(5, () => 0)).not.toBe(createRunId(5, () => 0.999));
  });
});
