import { describe, expect, it } from "vitest";
import { unmark } from "./__fixtures__/marked.ts";
import { diskOf } from "./__fixtures__/package-disk.ts";
import { PACKAGE_RULES } from "./__fixtures__/rules/package-rules.ts";
import type { Disk } from "./__fixtures__/rules/package-rule.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { loadPackage } from "./packages/index.ts";
import { parseMethod } from "./parse-method.ts";

async function diagnosticsOf(disk: Disk): Promise<readonly Diagnostic[]> {
  const loaded = await loadPackage(diskOf(disk), "/shop", { cache: "/cache" });
  return parseMethod(loaded.files, loaded.options).diagnostics;
}

const NUMBERS = Array.from({ length: 26 }, (_, index) => `R${136 + index}`);

describe("the rules of packages", () => {
  it("each have a row", () => {
    const rows = new Set(PACKAGE_RULES.map(({ rule }) => rule));
    expect(NUMBERS.filter((rule) => !rows.has(rule))).toEqual([]);
  });

  for (const [index, { rule, says, code, severity, valid, invalid }] of PACKAGE_RULES.entries()) {
    describe(`${rule} (${index}): ${says}`, () => {
      it("accepts what keeps it", async () => {
        const diagnostics = await diagnosticsOf(valid);
        expect(diagnostics.filter((one) => one.code === code || one.severity === "error")).toEqual([]);
      });

      it(`reports ${code} where it is broken`, async () => {
        const [path = "", text = ""] = Object.entries(invalid).find(([, one]) => one.includes("«")) ?? [];
        const { start, end } = unmark(text);
        const disk = Object.fromEntries(Object.entries(invalid).map(([file, one]) => [file, unmark(one).text]));
        const found = (await diagnosticsOf({ ...disk })).filter((one) => one.code === code);
        expect(found.map((one) => [one.file, one.start.offset, one.end.offset, one.severity])).toEqual([
          [`/${path}`, start, end, severity],
        ]);
      });
    });
  }
});
