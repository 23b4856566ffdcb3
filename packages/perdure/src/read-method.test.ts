import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMethod } from "./read-method.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();

describe("reading a method", () => {
  it("gives one file by its path from the project", async () => {
    const project = folder();
    mkdirSync(join(project, "methods"));
    writeFileSync(join(project, "methods", "a.mthds"), "A");
    expect(await readMethod(join(project, "methods", "a.mthds"), project)).toEqual([
      { path: join("methods", "a.mthds"), text: "A" },
    ]);
  });

  it("gives a file outside the project by its whole path", async () => {
    const file = join(folder(), "a.mthds");
    writeFileSync(file, "A");
    expect(await readMethod(file, folder())).toEqual([{ path: file, text: "A" }]);
  });

  it("gives the methods of a folder in the order of their names, and nothing else that is there", async () => {
    const project = folder();
    for (const name of ["b.mthds", "a.mthds", "notes.md", "old.mthds.bak"]) writeFileSync(join(project, name), name);
    mkdirSync(join(project, "inner"));
    writeFileSync(join(project, "inner", "c.mthds"), "c");
    expect((await readMethod(project, project)).map(({ path }) => path)).toEqual(["a.mthds", "b.mthds"]);
  });

  it("says where there is no method: no file, no folder, nothing in the folder", async () => {
    const project = folder();
    writeFileSync(join(project, "a.mthds"), "A");
    for (const path of [join(project, "gone.mthds"), join(project, "a.mthds", "b.mthds")]) {
      expect(await failureOf(() => readMethod(path, project))).toMatchObject({
        code: "method.not_found",
        location: { file: path },
      });
    }
    const empty = folder();
    expect(await failureOf(() => readMethod(empty, empty))).toMatchObject({ code: "method.not_found" });
  });

  it("says which file cannot be read", async () => {
    const project = folder();
    mkdirSync(join(project, "odd.mthds"));
    expect(await failureOf(() => readMethod(project, project))).toMatchObject({
      code: "perdure.file_unreadable",
      location: { file: join(project, "odd.mthds") },
    });
  });
});
