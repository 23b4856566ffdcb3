import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const manifest = fileURLToPath(import.meta.resolve("@perdure/failures/package.json"));
const { name, exports } = JSON.parse(readFileSync(manifest, "utf8"));

/** The entries of the failures package that are code. */
export const ENTRIES = Object.keys(exports).filter((entry) => typeof exports[entry] === "object");

/** An entry as a program imports it. */
export function specifierOf(entry) {
  return `${name}${entry.slice(1)}`;
}

/** Every entry, loaded as this process resolves it: entry to exports. */
export async function loadEntries() {
  return Object.fromEntries(await Promise.all(ENTRIES.map(async (entry) => [entry, await import(specifierOf(entry))])));
}

/** What each of the loaded entries exports: entry to sorted names. */
export function namesOf(entries) {
  return Object.fromEntries(Object.entries(entries).map(([entry, all]) => [entry, Object.keys(all).sort()]));
}
