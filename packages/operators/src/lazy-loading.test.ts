import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const HEAVY = ["ai", "@ai-sdk/", "unpdf", "@napi-rs/canvas", "undici", "ajv", "ajv-formats", "zod"];
const isHeavy = (specifier: string): boolean =>
  HEAVY.some((name) => specifier === name || specifier.startsWith(name.endsWith("/") ? name : `${name}/`));

/** The packages that a module loads when it is imported: its import and export statements, those of types left out. */
function loadedAtImport(source: string): readonly string[] {
  const statements = source.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+"([^"]+)"/gm);
  return [...statements].map(([, specifier]) => specifier ?? "");
}

describe("importing the package", () => {
  it("loads no provider and no document library", () => {
    const folder = import.meta.dirname;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    expect(sources.length).toBeGreaterThan(20);
    for (const file of sources) {
      const heavy = loadedAtImport(readFileSync(join(folder, file), "utf8")).filter(isHeavy);
      expect([file, heavy]).toEqual([file, []]);
    }
  });

  it("is checked by a rule that sees a violation", () => {
    expect(loadedAtImport('import { generateText } from "ai";').filter(isHeavy)).toEqual(["ai"]);
    expect(loadedAtImport('import type { Agent } from "undici";').filter(isHeavy)).toEqual([]);
  });
});
