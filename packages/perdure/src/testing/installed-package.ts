import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a package into a project's `node_modules`: its exports by entry (`.`, `./client`), each an ES module's text. */
export function installPackage(project: string, name: string, entries: Readonly<Record<string, string>>): void {
  const folder = join(project, "node_modules", name);
  const fileOf = (entry: string): string => `./${entry === "." ? "index" : entry.slice(2)}.js`;
  const exports = Object.fromEntries(Object.keys(entries).map((entry) => [entry, fileOf(entry)]));
  for (const [entry, text] of Object.entries(entries)) {
    const file = join(folder, fileOf(entry));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", type: "module", exports }));
}
