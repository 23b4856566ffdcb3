import { plainText } from "@perdure/failures/cli";

// A control sequence, a line feed, or text up to the next of them.
const SEQUENCE = /\p{Cc}\[(?<private>\?)?(?<count>\d*)(?<final>[A-Za-z])|\n|[^\p{Cc}]+/gu;

/** What a terminal shows after this text: its lines, blank ones at the end left out. Scrolling is not simulated. */
export function screenOf(text: string): readonly string[] {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  for (const { 0: part, groups = {} } of text.matchAll(SEQUENCE)) {
    if (part === "\n") {
      row += 1;
      column = 0;
    } else if (groups["final"] === undefined) {
      const line = (lines[row] ?? "").padEnd(column);
      lines[row] = line.slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    } else if (groups["private"] === undefined) {
      const count = Number(groups["count"] === "" ? "1" : groups["count"]);
      if (groups["final"] === "A") row = Math.max(0, row - count);
      else if (groups["final"] === "B") row += count;
      else if (groups["final"] === "G") column = count - 1;
      else if (groups["final"] === "K") lines[row] = groups["count"] === "2" ? "" : (lines[row] ?? "").slice(0, column);
      else throw new Error(`This screen does not know ${JSON.stringify(part)}`);
    }
  }
  const shown = Array.from(lines, (line) => plainText(line ?? "").trimEnd());
  while (shown.at(-1) === "") shown.pop();
  return shown;
}
