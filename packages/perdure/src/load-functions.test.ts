import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadFunctions } from "./load-functions.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const projectOf = (files: Readonly<Record<string, string>>): string => {
  const project = folder();
  for (const [name, text] of Object.entries({ "package.json": '{"type":"module"}', ...files })) {
    mkdirSync(join(project, name, ".."), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  return project;
};

describe("loading functions", () => {
  it("takes what a module exports by name and what its default holds, and leaves values alone", async () => {
    const project = projectOf({
      "functions.js":
        'export const score = () => 1;\nexport const version = "2";\nexport default { rank: () => 2, limit: 5 };\n',
      "lib/more.js": "export function shout() { return 3; }\nshout.effect = 'pure';\n",
    });
    const functions = await loadFunctions(["./functions.js", "lib/more.js"], project);
    expect(Object.keys(functions).sort()).toEqual(["rank", "score", "shout"]);
    expect(functions["shout"]?.effect).toBe("pure");
  });

  it("takes nothing where no module is named", async () => {
    expect(await loadFunctions([], folder())).toEqual({});
  });

  it("refuses a name that two modules give", async () => {
    const project = projectOf({ "a.js": "export const score = () => 1;", "b.js": "export const score = () => 2;" });
    expect(await failureOf(() => loadFunctions(["a.js", "b.js"], project))).toMatchObject({
      code: "method.function_invalid",
      message: expect.stringContaining("score"),
      location: { file: join(project, "b.js") },
    });
  });

  it.each([
    ["is not there", "gone.js"],
    ["cannot be parsed", "broken.js"],
    ["throws when it is loaded", "throws.js"],
  ])("names the module that %s", async (_, name) => {
    const project = projectOf({ "broken.js": "export const = 1;", "throws.js": 'throw new Error("at once");' });
    expect(await failureOf(() => loadFunctions([name], project))).toMatchObject({
      code: "method.function_invalid",
      location: { file: join(project, name) },
    });
  });
});
