import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseMethod } from "@perdure/parser";
import { describe, expect, it } from "vitest";
import { readMethod } from "./read-method.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const readFiles = async (path: string, project: string) =>
  (await readMethod(path, project, join(project, "cache"))).files;

describe("reading a method", () => {
  it("gives one file by its path from the project", async () => {
    const project = folder();
    mkdirSync(join(project, "methods"));
    writeFileSync(join(project, "methods", "a.mthds"), "A");
    expect(await readFiles(join(project, "methods", "a.mthds"), project)).toEqual([
      { path: join("methods", "a.mthds"), text: "A" },
    ]);
  });

  it("gives a file outside the project by its whole path", async () => {
    const file = join(folder(), "a.mthds");
    writeFileSync(file, "A");
    expect(await readFiles(file, folder())).toEqual([{ path: file, text: "A" }]);
  });

  it("gives the methods of a folder in the order of their names, and nothing else that is there", async () => {
    const project = folder();
    for (const name of ["b.mthds", "a.mthds", "notes.md", "old.mthds.bak"]) writeFileSync(join(project, name), name);
    mkdirSync(join(project, "inner"));
    writeFileSync(join(project, "inner", "c.mthds"), "c");
    expect((await readFiles(project, project)).map(({ path }) => path)).toEqual(["a.mthds", "b.mthds"]);
  });

  it("gives a file with those beside it that declare what it names, and no others", async () => {
    const project = folder();
    const write = (name: string, text: string): void => writeFileSync(join(project, name), text);
    write("a.mthds", 'domain = "a"\n[concept.A]\ndescription = "d"\nrefines = "b.B"\n');
    write("b.mthds", 'domain = "b"\n[concept.B]\ndescription = "d"\n');
    write("c.mthds", 'domain = "c"\n[concept.C]\ndescription = "d"\n');
    expect((await readFiles(join(project, "a.mthds"), project)).map(({ path }) => path)).toEqual([
      "a.mthds",
      "b.mthds",
    ]);
    expect((await readFiles(join(project, "c.mthds"), project)).map(({ path }) => path)).toEqual(["c.mthds"]);
  });

  it("says that nothing else can be meant: a domain that no file of the folder has is an error", async () => {
    const project = folder();
    writeFileSync(join(project, "a.mthds"), 'domain = "a"\n[concept.A]\ndescription = "d"\nrefines = "b.B"\n');
    for (const path of [join(project, "a.mthds"), project]) {
      const { files, options } = await readMethod(path, project, join(project, "cache"));
      expect(parseMethod(files, options).diagnostics.map(({ code }) => code)).toEqual(["concept.unresolved"]);
    }
  });

  it("gives the bundles that a crate stands for, and refuses one that was changed", async () => {
    const project = folder();
    const text = 'domain = "a"\n[concept.A]\ndescription = "An a"\n';
    const crate = parseMethod([{ path: "a.mthds", text }]).standardCrate();
    writeFileSync(join(project, "a.json"), JSON.stringify(crate));
    writeFileSync(join(project, "b.json"), JSON.stringify(crate).replace("An a", "Another a"));
    const files = await readFiles(join(project, "a.json"), project);
    expect(files.map(({ path }) => path)).toEqual([join("a.json", "a.mthds")]);
    expect(parseMethod(files).standardCrate()?.fingerprint).toBe(crate?.fingerprint);
    expect(await failureOf(() => readFiles(join(project, "b.json"), project))).toMatchObject({
      code: "perdure.content_damaged",
      location: { file: join(project, "b.json") },
    });
  });

  it("warns of a manifest that is written in other letters, which is none", async () => {
    const project = folder();
    writeFileSync(join(project, "a.mthds"), 'domain = "a"\n[concept]\nA = "a"\n');
    writeFileSync(join(project, "methods.toml"), '[package]\nname = "a"\n');
    for (const path of [join(project, "a.mthds"), project]) {
      const { files, options } = await readMethod(path, project, join(project, "cache"));
      const { ok, diagnostics } = parseMethod(files, options);
      expect([ok, diagnostics.map(({ code, file }) => [code, file])]).toEqual([
        true,
        [["package.misnamed", "methods.toml"]],
      ]);
    }
  });

  it("says where there is no method: no file, no folder, nothing in the folder", async () => {
    const project = folder();
    writeFileSync(join(project, "a.mthds"), "A");
    for (const path of [join(project, "gone.mthds"), join(project, "a.mthds", "b.mthds")]) {
      expect(await failureOf(() => readFiles(path, project))).toMatchObject({
        code: "method.not_found",
        location: { file: path },
      });
    }
    const empty = folder();
    expect(await failureOf(() => readFiles(empty, empty))).toMatchObject({ code: "method.not_found" });
  });

  it("says which file cannot be read", async () => {
    const project = folder();
    mkdirSync(join(project, "odd.mthds"));
    expect(await failureOf(() => readFiles(project, project))).toMatchObject({
      code: "perdure.file_unreadable",
      location: { file: join(project, "odd.mthds") },
    });
  });
});

describe("reading a package", () => {
  const manifest = (rest = ""): string =>
    `[package]\nname = "shop"\naddress = "github.com/example/shop"\nversion = "1.0.0"\ndescription = "d"\n${rest}`;
  const func = (domain: string, code: string): string =>
    `domain = "${domain}"\n[pipe.${code}]\ntype = "PipeFunc"\ndescription = "d"\noutput = "Text"\nfunction_name = "f"\n`;
  const caller = (domain: string, called: string): string =>
    `domain = "${domain}"\nmain_pipe = "main"\n[pipe.main]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "${called}" }]\n`;
  const write = (project: string, files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
  };
  const check = async (path: string, project: string) => {
    const { files, options } = await readMethod(path, project, join(project, "cache"));
    const { diagnostics, entry } = parseMethod(files, options);
    return { files: files.map((file) => file.path), said: diagnostics.map(({ code, file }) => [code, file]), entry };
  };

  it("takes all bundles below the manifest, whichever part of it is given, the given file first", async () => {
    const project = folder();
    write(project, {
      "pack/METHODS.toml": manifest('main_pipe = "pack"\n[exports."shop.back"]\npipes = ["pack"]\n'),
      "pack/deep/front.mthds": caller("shop.front", "shop.back.pack"),
      "pack/back.mthds": func("shop.back", "pack"),
    });
    const all = [join("pack", "back.mthds"), join("pack", "deep", "front.mthds")];
    expect(await check(join(project, "pack"), project)).toEqual({ files: all, said: [], entry: "shop.back.pack" });
    expect(await check(join(project, "pack", "deep"), project)).toEqual({
      files: all,
      said: [],
      entry: "shop.back.pack",
    });
    expect(await check(join(project, "pack", "deep", "front.mthds"), project)).toEqual({
      files: all.toReversed(),
      said: [],
      entry: "shop.front.main",
    });
  });

  it("keeps private what the manifest does not export, and says what is wrong with the manifest", async () => {
    const project = folder();
    write(project, {
      "METHODS.toml": manifest(),
      "front.mthds": caller("shop.front", "shop.back.pack"),
      "back.mthds": func("shop.back", "pack"),
    });
    expect((await check(join(project, "front.mthds"), project)).said).toEqual([["pipe.not_exported", "front.mthds"]]);
    writeFileSync(join(project, "METHODS.toml"), "[package]\n");
    const { said } = await check(project, project);
    expect(new Set(said.map(([, file]) => file))).toEqual(new Set(["METHODS.toml"]));
  });

  it("refuses a manifest and bundles that are links", async () => {
    const project = folder();
    write(project, { "METHODS.toml": manifest(), "elsewhere/secret.txt": func("shop", "pack") });
    symlinkSync(join(project, "elsewhere", "secret.txt"), join(project, "a.mthds"));
    expect((await check(project, project)).said).toEqual([["package.link", "a.mthds"]]);
  });

  it("finds packages that a method mentions in the project, and in the cache where there is one version", async () => {
    const project = folder();
    const address = "github.com/example/shop";
    const shop = { "METHODS.toml": manifest('[exports.back]\npipes = ["pack"]\n'), "b.mthds": func("back", "pack") };
    const at = (place: string) =>
      Object.fromEntries(Object.entries(shop).map(([path, text]) => [`${place}/${path}`, text]));
    write(project, { "a.mthds": caller("front", `${address}->back.pack`) });
    expect((await check(join(project, "a.mthds"), project)).said).toEqual([["pipe.not_checked", "a.mthds"]]);
    write(project, at(`cache/${address}/1.0.0`));
    expect((await check(project, project)).said).toEqual([]);
    write(project, at(".mthds/methods/any"));
    expect((await check(project, project)).said).toEqual([]);
  });

  it("leaves a file of a hidden folder alone", async () => {
    const project = folder();
    write(project, { "METHODS.toml": manifest(), ".drafts/a.mthds": func("draft", "a"), "b.mthds": func("b", "c") });
    expect((await check(join(project, ".drafts", "a.mthds"), project)).files).toEqual([join(".drafts", "a.mthds")]);
  });

  it("says where a package has no methods", async () => {
    const project = folder();
    write(project, { "METHODS.toml": manifest() });
    expect(await failureOf(() => readFiles(project, project))).toMatchObject({ code: "method.not_found" });
  });
});
