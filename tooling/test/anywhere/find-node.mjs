import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

/**
 * The path of a Node of this major version: what `PERDURE_NODE_<major>` names, else the first such `node` on PATH, else undefined.
 * Throws where the variable names something else.
 */
export function findNode(major, environment = process.env) {
  const variable = `PERDURE_NODE_${major}`;
  const named = environment[variable];
  if (named !== undefined) {
    if (majorOf(named) !== major) throw new Error(`${variable} is ${named}, which is no Node ${major}`);
    return named;
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "node")).find((file) => majorOf(file) === major);
}

function majorOf(file) {
  const { stdout } = spawnSync(file, ["--version"], { encoding: "utf8" });
  return Number(/^v(\d+)\./u.exec(stdout ?? "")?.[1]);
}
