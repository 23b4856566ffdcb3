import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listCodes } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { brokenLinks } from "./broken-links.mjs";
import { shellLines } from "./sample-commands.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");
const texts = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: root })
  .toString("utf8")
  .split("\n")
  .filter((path) => path !== "" && !path.includes("__fixtures__") && existsSync(join(root, path)));
const packages = readdirSync(join(root, "packages"));

describe("the links of the docs", () => {
  it.each(texts)("point at what is there: %s", (path) => {
    expect(brokenLinks(root, path)).toEqual([]);
  });

  it("are seen to be broken", () => {
    expect(brokenLinks(root, "tooling/docs/__fixtures__/links.md")).toEqual([
      "nowhere.md",
      "#nowhere",
      "../../../../etc/hosts",
    ]);
  });
});

describe("the names in the docs", () => {
  const prose = texts.filter((path) => path === "README.md" || path.startsWith("docs/"));

  it.each(prose)("that look like failure codes are ones: %s", (path) => {
    const known = new Set(listCodes().map(({ code }) => code));
    const named = [...read(path).matchAll(/`(perdure\.[a-z_]+)`/gu)].map(([, code]) => code);
    expect(named.filter((code) => !known.has(code) && code !== "perdure.toml")).toEqual([]);
  });

  it.each(prose)("that are folders exist: %s", (path) => {
    const folders = [...read(path).matchAll(/`((?:packages|tooling|examples|docs)\/[\w./-]*)`/gu)].map(
      ([, name]) => name,
    );
    expect(folders.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it.each(prose)("that tests are run by are projects: %s", (path) => {
    const projects = new Set([...packages, "tooling"]);
    const named = [...read(path).matchAll(/npm test -- ([\w-]+)/gu)].map(([, name]) => name);
    expect(named.filter((name) => !projects.has(name))).toEqual([]);
  });

  it("tell what each folder of tooling is, by scripts that there are", () => {
    const text = read("docs/where-a-bug-lives.md");
    const { scripts } = JSON.parse(read("package.json"));
    const rows = [...text.matchAll(/^\| `(tooling\/[\w-]+)` \|[^|]*\|([^|]*)\|$/gmu)];
    const folders = readdirSync(join(root, "tooling")).map((name) => `tooling/${name}`);
    expect(new Set(rows.map(([, folder]) => folder))).toEqual(new Set(folders));
    const named = rows.flatMap(([, , cell]) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, script]) => script));
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("lead from every package to its tests, and from the README to every package", () => {
    for (const name of packages) {
      expect(read("docs/where-a-bug-lives.md")).toContain(`npm test -- ${name}\``);
      expect(read("README.md")).toContain(`(packages/${name})`);
    }
  });
});

describe("the README of a package", () => {
  it.each(packages)("says how to install it, shows an example and stays short: %s", (name) => {
    const text = read(`packages/${name}/README.md`);
    const { name: published } = JSON.parse(read(`packages/${name}/package.json`));
    expect(text).toMatch(new RegExp(`^# ${published}\n`, "u"));
    expect(shellLines(text).some((line) => line.startsWith("npm install ") && line.includes(published))).toBe(true);
    expect(text).toMatch(/^```(?:ts|js)\n/mu);
    expect(text.split("\n").length).toBeLessThan(110);
  });

  it.each(packages)("names everything that the package exports: %s", (name) => {
    const text = read(`packages/${name}/README.md`);
    expect(exportedValues(name).filter((value) => !new RegExp(`\\b${value}\\b`, "u").test(text))).toEqual([]);
  });
});

/** The values that the hand-written index of every entry exports. */
function exportedValues(name) {
  const { exports } = JSON.parse(read(`packages/${name}/package.json`));
  return Object.values(exports)
    .map((target) => target["@perdure/source"])
    .filter((source) => source !== undefined)
    .flatMap((source) => [...read(join("packages", name, source)).matchAll(/^export \{([^}]*)\}/gmu)])
    .flatMap(([, names]) => names.split(","))
    .map((one) => one.trim().split(" as ").at(-1))
    .filter((one) => one !== "" && !one.startsWith("type "));
}
