import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unmark } from "../__fixtures__/marked.ts";
import { PARSE_LIMITS } from "../limits.ts";
import { parseManifest } from "./read-manifest.ts";

const IDENTITY = `name = "shop"
address = "github.com/example/shop"
version = "1.0.0"
description = "A shop"
`;
const withPackage = (lines: string): string => `[package]\n${IDENTITY}${lines}\n`;
/** A manifest in which one line of the identity is written otherwise. */
const instead = (key: string, line: string): string =>
  `[package]\n${IDENTITY.replace(new RegExp(`^${key} = .*$`, "mu"), line)}`;
const withDependency = (table: string, alias = "scales"): string =>
  `${withPackage("")}[dependencies]\n${alias} = { ${table} }\n`;
const withExports = (tables: string): string => `${withPackage("")}${tables}\n`;
const ADDRESS = `address = "github.com/example/scales"`;

/** One fault each: the code, the text with the stretch marked that must be pointed at, and the suggestion. */
const FAULTS: readonly (readonly [code: string, text: string, suggestion?: string])[] = [
  ["manifest.package_missing", `«»[exports.a]\npipes = ["b"]\n`],
  ["manifest.unknown_key", `[«packge»]\n${IDENTITY}`, "package"],
  ["manifest.unknown_key", `[«method»]\n${IDENTITY}`, "package"],
  ["manifest.unknown_key", `${withPackage("")}[«dependency»]\n`, "dependencies"],
  ["manifest.unknown_key", withPackage(`«licence» = "MIT"`), "license"],
  ["manifest.unknown_key", withPackage(`«author» = "Me"`), "authors"],
  ["toml.wrong_type", `package = «"shop"»\n`],
  ["toml.wrong_type", instead("version", "version = «1.0»")],
  ["manifest.name_missing", `[«package»]\n${IDENTITY.slice(IDENTITY.indexOf("\n") + 1)}`],
  ["manifest.name_malformed", instead("name", `name = «"my-shop"»`), "my_shop"],
  ["manifest.name_malformed", instead("name", `name = «"s"»`)],
  ["manifest.name_malformed", instead("name", `name = «"${"a".repeat(26)}"»`)],
  ["manifest.address_missing", `[«package»]\n${IDENTITY.replace(/^address.*\n/mu, "")}`],
  ["manifest.address_malformed", instead("address", `address = «"shop"»`)],
  ["manifest.address_malformed", instead("address", `address = «"example/shop"»`)],
  ["manifest.address_malformed", instead("address", `address = «"github.com/../../etc/passwd"»`)],
  ["manifest.address_malformed", instead("address", `address = «"github.com/example//shop"»`)],
  ["manifest.address_malformed", instead("address", `address = «"github.com/example/.git"»`)],
  [
    "manifest.address_malformed",
    instead("address", `address = «"https://github.com/example/shop.git"»`),
    "github.com/example/shop",
  ],
  [
    "manifest.address_malformed",
    instead("address", `address = «"git@github.com:example/shop.git"»`),
    "github.com/example/shop",
  ],
  ["manifest.version_missing", `[«package»]\n${IDENTITY.replace(/^version.*\n/mu, "")}`],
  ["manifest.version_malformed", instead("version", `version = «"one"»`)],
  ["manifest.version_malformed", instead("version", `version = «"v1.2"»`), "1.2.0"],
  ["manifest.version_malformed", instead("version", `version = «"01.2.3-rc.1"»`), "1.2.3-rc.1"],
  ["manifest.description_missing", `[«package»]\n${IDENTITY.replace(/^description.*\n/mu, "")}`],
  ["manifest.description_blank", instead("description", `description = «" "»`)],
  ["manifest.display_name_malformed", withPackage(`display_name = «"  "»`)],
  ["manifest.display_name_malformed", withPackage(`display_name = «"a\\u0007b"»`)],
  ["manifest.display_name_malformed", withPackage(`display_name = «"${"é".repeat(129)}"»`)],
  ["manifest.license_blank", withPackage(`license = «""»`)],
  ["manifest.author_blank", withPackage(`authors = ["Me", «" "»]`)],
  ["toml.wrong_type", withPackage(`authors = [«1»]`)],
  ["manifest.standard_version_malformed", withPackage(`mthds_version = «"latest!!"»`)],
  ["manifest.standard_version_malformed", withPackage(`mthds_version = «">= 1.0.0"»`), ">=1.0.0"],
  ["manifest.standard_version_unmet", withPackage(`mthds_version = «"^1.0.0"»`)],
  ["manifest.main_pipe_malformed", withPackage(`main_pipe = «"shop.ServeClient"»`), "serve_client"],
  ["manifest.alias_malformed", withDependency(`${ADDRESS}, version = "1.0.0"`, "«MyScales»"), "my_scales"],
  ["toml.syntax", `dependencies = { scales = {}, «scales» = {} }\n${withPackage("")}`],
  ["manifest.dependency_address_missing", withDependency(`version = "1.0.0"`, "«scales»")],
  ["manifest.dependency_address_malformed", withDependency(`address = «"scales"», version = "1.0.0"`)],
  ["manifest.dependency_version_missing", withDependency(ADDRESS, "«scales»")],
  ["manifest.dependency_version_malformed", withDependency(`${ADDRESS}, version = «"=1.0"»`), "==1.0"],
  ["manifest.dependency_path_malformed", withDependency(`${ADDRESS}, version = "1", path = «"/opt/scales"»`)],
  ["manifest.dependency_path_malformed", withDependency(`${ADDRESS}, version = "1", path = «"C:/scales"»`)],
  ["manifest.dependency_path_malformed", withDependency(`${ADDRESS}, version = "1", path = «""»`)],
  [
    "manifest.dependency_path_malformed",
    withDependency(`${ADDRESS}, version = "1", path = «'..\\scales'»`),
    "../scales",
  ],
  ["manifest.unknown_key", withDependency(`${ADDRESS}, version = "1", «git» = "x"`), "address"],
  ["toml.wrong_type", `${withPackage("")}[dependencies]\nscales = «"1.0.0"»\n`],
  [
    "manifest.dependency_repeated",
    `${withDependency(`${ADDRESS}, version = "1"`)}«balance» = { ${ADDRESS}, version = "2" }\n`,
    "scales",
  ],
  ["manifest.export_domain_malformed", withExports(`[exports.«Legal»]\npipes = ["a"]`), "legal"],
  ["manifest.export_domain_reserved", withExports(`[exports.«native»]\npipes = ["a"]`)],
  ["manifest.export_domain_reserved", withExports(`[exports.«pipelex».tools.deep]\npipes = ["a"]`)],
  ["manifest.export_pipe_malformed", withExports(`[exports.shop]\npipes = [«"ServeClient"»]`), "serve_client"],
  ["manifest.export_pipe_malformed", withExports(`[exports.shop]\npipes = [«"shop.serve"»]`), "serve"],
  ["manifest.export_pipes_missing", withExports(`[exports.«shop»]`)],
  ["toml.wrong_type", withExports(`[exports.shop]\npipes = «"serve"»`)],
  ["toml.wrong_type", withExports(`[exports.shop]\npipes = [«1»]`)],
  ["manifest.unknown_key", withExports(`[exports.shop]\npipes = ["serve"]\n«pipe» = ["pack"]`), "pipes"],
  ["manifest.unknown_key", withExports(`[exports]\n«pipes» = ["serve"]`)],
];

describe("a manifest", () => {
  for (const [index, [code, marked, suggestion]] of FAULTS.entries()) {
    it(`reports ${code} where it is, alone (${index})`, () => {
      const { text, start, end } = unmark(marked);
      const { diagnostics, ok, manifest } = parseManifest({ path: "METHODS.toml", text });
      expect(diagnostics.map((found) => [found.code, found.start.offset, found.end.offset, found.suggestion])).toEqual([
        [code, start, end, suggestion],
      ]);
      const isWarning = diagnostics[0]?.severity === "warning";
      expect([ok, manifest !== undefined]).toEqual([isWarning, isWarning]);
    });
  }

  it("is read to frozen data, whole", () => {
    const { ok, diagnostics, manifest } = parseManifest({
      path: "METHODS.toml",
      text: `[package]
${IDENTITY}display_name = " My Shop "
authors = ["A <a@example.com>"]
license = "MIT"
mthds_version = ">=1.0.0"
main_pipe = "serve"

[dependencies]
scales = { address = "github.com/example/scales", version = " ^1.0.0 ", path = "../scales" }
tools = { address = "github.com/example/library/tools", version = ">=1.0.0, <2.0.0" }

[exports.shop]
pipes = ["serve", "serve"]

[exports.shop.back]
pipes = ["pack"]

[exports.pipes]
pipes = []

[exports.legal.contracts]
pipes = ["sign"]
`,
    });
    expect([ok, diagnostics]).toEqual([true, []]);
    expect(manifest).toEqual({
      name: "shop",
      address: "github.com/example/shop",
      version: "1.0.0",
      description: "A shop",
      display_name: "My Shop",
      authors: ["A <a@example.com>"],
      license: "MIT",
      mthds_version: ">=1.0.0",
      main_pipe: "serve",
      dependencies: [
        { alias: "scales", address: "github.com/example/scales", version: "^1.0.0", path: "../scales" },
        { alias: "tools", address: "github.com/example/library/tools", version: ">=1.0.0, <2.0.0" },
      ],
      exports: [
        { domain: "shop", pipes: ["serve"] },
        { domain: "shop.back", pipes: ["pack"] },
        { domain: "legal.contracts", pipes: ["sign"] },
      ],
    });
    expect(Object.isFrozen(manifest?.exports[0]?.pipes)).toBe(true);
  });

  it("of an earlier revision can be used, and not published", () => {
    for (const text of [
      instead("name", `name = "expense-reports"`),
      `[package]\n${IDENTITY.slice(IDENTITY.indexOf("\n") + 1)}`,
    ]) {
      const file = { path: "METHODS.toml", text };
      const used = parseManifest(file, { purpose: "use" });
      expect([used.ok, used.diagnostics.map(({ severity }) => severity)]).toEqual([true, ["warning"]]);
      expect(parseManifest(file).ok).toBe(false);
    }
  });

  it("reports several faults in one pass, and nothing of a section that is called otherwise", () => {
    const text = `[package]\nname = "S"\nversion = "1"\n[dependencies]\nx = {}\n[exports.mthds]\npipes = ["A"]\n`;
    expect(parseManifest({ path: "METHODS.toml", text }).diagnostics.map(({ code }) => code)).toEqual([
      "manifest.address_missing",
      "manifest.description_missing",
      "manifest.name_malformed",
      "manifest.version_malformed",
      "manifest.dependency_address_missing",
      "manifest.dependency_version_missing",
      "manifest.export_domain_reserved",
    ]);
  });

  it("that is too long is not read", () => {
    const { diagnostics } = parseManifest({ path: "METHODS.toml", text: "#".repeat(PARSE_LIMITS.fileLength + 1) });
    expect(diagnostics.map(({ code }) => code)).toEqual(["file.too_long"]);
  });

  it("does not let the names of objects' own members do anything", () => {
    const text = withExports(
      `[exports.__proto__]\npipes = ["a"]\n[dependencies.constructor]\n${ADDRESS}\nversion = "1"`,
    );
    const { diagnostics, manifest } = parseManifest({ path: "METHODS.toml", text });
    expect(diagnostics.map(({ code }) => code)).toEqual(["manifest.export_domain_malformed"]);
    expect(manifest).toBeUndefined();
    expect(({} as Record<string, unknown>)["pipes"]).toBeUndefined();
  });

  it("never makes the reader throw, and every place is inside the text", () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        "",
        '"',
        "{",
        "}",
        "[exports.a.b]",
        "[package]",
        "->",
        "..",
        "1.2.*",
        "= 5.0",
        "[]",
        "__proto__",
        "é𝒳",
      ),
      fc.string({ maxLength: 8 }),
    );
    const whole = `${withDependency(`${ADDRESS}, version = "^1.0.0"`)}[exports.shop]\npipes = ["serve"]\n`;
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), fc.nat({ max: 30 }), pieces, (at, length, piece) => {
        const text = whole.slice(0, at) + piece + whole.slice(at + length);
        const { ok, diagnostics, manifest } = parseManifest({ path: "METHODS.toml", text });
        for (const { start, end } of diagnostics) {
          expect(start.offset).toBeGreaterThanOrEqual(0);
          expect(end.offset).toBeGreaterThanOrEqual(start.offset);
          expect(end.offset).toBeLessThanOrEqual(text.length);
        }
        expect(ok).toBe(!diagnostics.some(({ severity }) => severity === "error"));
        expect(manifest !== undefined).toBe(ok);
      }),
      { numRuns: 400 },
    );
  });
});
