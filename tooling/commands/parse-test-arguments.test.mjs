import { describe, expect, it } from "vitest";
import { parseTestArguments } from "./parse-test-arguments.mjs";

describe("the arguments of the test command", () => {
  it("name packages by folder or npm name, and default to all", () => {
    expect(parseTestArguments([], ["crate", "cli"])).toEqual({ ok: true, projects: ["crate", "cli"] });
    expect(parseTestArguments(["@perdure/crate", "crate"], ["crate"])).toEqual({ ok: true, projects: ["crate"] });
  });

  it("refuse a package that is not there", () => {
    expect(parseTestArguments(["crte"], ["crate"])).toMatchObject({ ok: false });
  });
});
