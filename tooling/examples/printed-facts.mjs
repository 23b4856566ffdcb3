/** What a line of facts begins with; every other line below a title is prose. */
const FACT = /^(?:before|after|attempt \d+|given up)$/u;

/** What the example printed below each title that has facts below it: lines of cells. The line that heads the columns is no title. */
export function printedFacts(output) {
  const sections = output
    .trimEnd()
    .split("\n\n")
    .map((section) => section.split("\n"))
    .filter(([first]) => !first.startsWith(" "))
    .map(([title, ...lines]) => [title, lines.map(cellsOf).filter(([first]) => FACT.test(first))]);
  return Object.fromEntries(sections.filter(([, lines]) => lines.length > 0));
}

const cellsOf = (line) => line.trim().split(/\s{2,}/u);

/** The titles below which other facts were printed than expected; a title that only one side has is one of them. */
export function unexpectedFacts(output, expected) {
  const printed = printedFacts(output);
  const titles = new Set([...Object.keys(printed), ...Object.keys(expected)]);
  return [...titles].filter((title) => JSON.stringify(printed[title]) !== JSON.stringify(expected[title]));
}
