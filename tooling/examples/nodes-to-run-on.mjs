import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, sep } from "node:path";

/** The Node that runs our tools, and the one that this machine has of its own, where that is another version: `{ version, path }`. */
export function nodesToRunOn() {
  const own = process.env.PATH.split(delimiter)
    .filter((folder) => !folder.split(sep).includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((path) => existsSync(path));
  const found = [process.execPath, ...(own === undefined ? [] : [own])].map((path) => [versionOf(path), path]);
  return [...new Map(found.toReversed())].map(([version, path]) => ({ version, path }));
}

const versionOf = (path) => execFileSync(path, ["--version"], { encoding: "utf8" }).trim();
