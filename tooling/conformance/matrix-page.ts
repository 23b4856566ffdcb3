import { renderMatrix } from "@perdure/conformance";
import type { ConformanceReport } from "@perdure/conformance";

const BEGIN = "<!-- matrix -->";
const END = "<!-- end of matrix -->";

/** A page with the matrix between its marks. Throws a RangeError for a page without them. */
export function withMatrix(page: string, reports: readonly ConformanceReport[]): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new RangeError("The page has no place for a matrix");
  return `${page.slice(0, begin + BEGIN.length)}\n\n${renderMatrix(reports)}\n\n${page.slice(end)}`;
}

/** What a page's matrix says of a backend, case by case: the cell without the number of its reason. */
export function columnOf(page: string, name: string): ReadonlyMap<string, string> {
  const lines = page.slice(page.indexOf(BEGIN), page.indexOf(END)).split("\n");
  const rows = lines.filter((line) => line.startsWith("| ")).map((line) => line.slice(2, -2).split(" | "));
  const column = (rows[0] ?? []).indexOf(name);
  return new Map(
    rows.slice(1).map((cells) => [cells[0] ?? "", (cells[column] ?? "").replace(/ <sup>\d+<\/sup>$/u, "")]),
  );
}
