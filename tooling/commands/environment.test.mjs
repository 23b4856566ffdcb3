import { readFileSync } from "node:fs";
import { PROVIDERS, credentialsOf, variablesToSet } from "@perdure/operators";
import { describe, expect, it } from "vitest";
import { testEnvironment, toolEnvironment } from "./environment.mjs";

const VARIABLES = [...PROVIDERS.flatMap((name) => Object.values(variablesToSet(name))), "GEMINI_API_KEY"];
const planted = Object.fromEntries(VARIABLES.map((name) => [name, "planted"]));

describe("the environment of tests", () => {
  it("has no provider's key and no provider's address", () => {
    const environment = testEnvironment({ ...planted, PATH: "/bin", HOME: "/home/ada" });
    expect(Object.keys(environment).filter((name) => VARIABLES.includes(name))).toEqual([]);
    for (const name of PROVIDERS) expect(credentialsOf(name, environment)).toEqual({});
    expect(environment).toMatchObject({ HOME: "/home/ada" });
  });

  it("is made without keys by CI, too", () => {
    const unset = /^unset (.*)$/mu
      .exec(readFileSync(new URL("../../.ci/run", import.meta.url), "utf8"))?.[1]
      .split(" ");
    expect(unset).toEqual(expect.arrayContaining(VARIABLES.filter((name) => name.endsWith("_KEY"))));
  });

  it("has our tools first on the path", () => {
    expect(toolEnvironment({ PATH: "/bin" }).PATH).toMatch(/node_modules\/\.bin[:;]\/bin$/u);
  });
});
