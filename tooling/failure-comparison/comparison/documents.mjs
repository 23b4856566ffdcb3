import { readFileSync, writeFileSync } from "node:fs";
import { renderRows, renderSummary } from "./render.mjs";
import { measuredVersions } from "./versions.mjs";

const BEGIN = "<!-- comparison: written by `pnpm run update:comparison` -->\n\n";
const END = "\n<!-- comparison: end -->";

const README = new URL("../../../packages/failures/README.md", import.meta.url);
const ROWS = new URL("../../../packages/failures/fixtures/comparison.md", import.meta.url);

/** What is written now, and what the measured rows say should be. */
export function compareDocuments(rows) {
  const versions = measuredVersions();
  const readme = readFileSync(README, "utf8");
  return [
    { file: README, written: readme, wanted: withSummary(readme, renderSummary(rows, versions)) },
    { file: ROWS, written: read(ROWS), wanted: renderRows(rows, versions) },
  ];
}

/** Writes what the measured rows say. */
export function writeDocuments(rows) {
  for (const { file, wanted } of compareDocuments(rows)) writeFileSync(file, wanted);
}

/** The text with another summary between the marks; throws where they are not. */
export function withSummary(text, summary) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error("The README has no place for the comparison");
  return text.slice(0, from + BEGIN.length) + summary + text.slice(to);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}
