import { describe, expect, it } from "vitest";
import { isRunId } from "./run-id.ts";

describe("a run id", () => {
  it.each(["a", "Run_1-x", "1kq8m2xzt-k3xa9", "a".repeat(63)])("can be %s", (id) => {
    expect(isRunId(id)).toBe(true);
  });

  it.each(["", "-a", "_a", "a b", "a/b", "..", "a\n", "é", "a".repeat(64)])("cannot be %j", (id) => {
    expect(isRunId(id)).toBe(false);
  });
});
