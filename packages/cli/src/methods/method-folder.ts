import { statSync } from "node:fs";
import { dirname } from "node:path";

/** The folder of a method. */
export function methodFolder(method: string): string {
  return statSync(method, { throwIfNoEntry: false })?.isDirectory() === true ? method : dirname(method);
}
