import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const example = join(root, "examples", "your-own-backend");
const kit = join(root, "packages", "conformance", "bin", "conformance.js");

describe("the example of a backend of one's own", { timeout: 300_000 }, () => {
  it("passes the kit, and says so as its README shows", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [kit, "examples/your-own-backend/backend.js"], {
      cwd: root,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const last = stdout.trim().split("\n").at(-1);
    expect(readFileSync(join(example, "README.md"), "utf8")).toContain(`\n${last}\n`);
  });

  it("imports nothing but the contract, the failures and Node", () => {
    const { dependencies } = JSON.parse(readFileSync(join(example, "package.json"), "utf8"));
    const texts = ["backend.js", "walk.thread.js"].map((file) => readFileSync(join(example, file), "utf8"));
    const imported = texts.flatMap((text) => [...text.matchAll(/from "(?<name>[^"]+)"/gu)].map((found) => found[1]));
    const packages = imported
      .filter((name) => !name.startsWith("node:"))
      .map((name) => name.split("/").slice(0, 2).join("/"));
    expect([...new Set(packages)].sort()).toEqual(Object.keys(dependencies));
  });
});
