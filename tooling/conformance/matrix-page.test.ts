import { countsOf } from "@perdure/conformance";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COLUMNS } from "./columns.ts";
import { columnOf, withMatrix } from "./matrix-page.ts";
import { proveColumn } from "./prove-column.ts";

const page = readFileSync(new URL("../../docs/conformance.md", import.meta.url), "utf8");

describe("the matrix in the docs", () => {
  it.each(COLUMNS.filter(({ needs_server }) => !needs_server))("says of $name what is so", async (column) => {
    const report = await proveColumn(column);
    expect(columnOf(withMatrix(page, [report]), column.name)).toEqual(columnOf(page, column.name));
  });

  it("has every backend that we keep, and none that fails", () => {
    for (const { name } of COLUMNS) {
      const column = columnOf(page, name);
      expect(column.size).toBeGreaterThan(100);
      expect([...column.values()].filter((cell) => cell.includes("✗"))).toEqual([]);
    }
  });

  it("is refused by a page that has no place for it", () => {
    expect(() => withMatrix("# A page", [])).toThrow(RangeError);
  });

  it("counts what it shows", () => {
    expect(countsOf([{ id: "a.x", why: "", outcome: "passed" }])).toBe("1 passed, 0 failed, 0 not claimed");
  });
});
