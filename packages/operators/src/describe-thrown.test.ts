import { describe, expect, it } from "vitest";
import { describeThrown } from "./describe-thrown.ts";

const withStack = (error: Error, stack: string): Error => Object.assign(error, { stack });

describe("what a function threw", () => {
  it("is told by its kind and the innermost place in somebody's own code", () => {
    const stack = [
      "TypeError: No.",
      "    at node:internal/fs:1:2",
      "    at parse (/home/me/node_modules/lib/index.js:5:6)",
      "    at async Promise.all (index 0)",
      "    at async count (file:///home/me/my%20project/functions.js:3:14)",
      "    at /home/me/other.js:7:8",
    ].join("\n");
    expect(describeThrown(withStack(new TypeError("No."), stack))).toBe("a TypeError at functions.js:3:14");
    expect(describeThrown(withStack(new Error("x"), "Error: x\n    at /a/b.ts:7:8"))).toBe("an Error at b.ts:7:8");
    expect(describeThrown(new RangeError("x"))).toMatch(/^a RangeError at describe-thrown\.test\.ts:\d+:\d+$/u);
  });

  it.each([
    ["a message that looks like a frame", new Error("first\n    at secret.js:1:2")],
    ["a message that was changed after the throw", withStack(new Error("new"), "Error: old\n    at secret.js:1:2")],
    ["a name that is a text", Object.assign(new Error("x"), { name: "secret.js: key" })],
    ["a text", "secret.js"],
    ["nothing", undefined],
  ])("shows nothing of %s", (_, thrown) => {
    expect(describeThrown(thrown)).not.toContain("secret");
  });

  it("is told without a place where none is known", () => {
    expect(describeThrown(withStack(new Error("x"), "Error: x"))).toBe("an Error");
    const without = new Error("x");
    delete without.stack;
    expect(describeThrown(without)).toBe("an Error");
    expect(describeThrown(null)).toBe("what is no error");
  });
});
