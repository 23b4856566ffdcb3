import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { LOCK_NAME } from "./find-package.ts";
import { MANIFEST_NAME } from "./find-package.ts";
import { reportFile } from "./report-file.ts";

/**
 * A warning for each name of a folder that would be a manifest's or a lock's in other letters: it is none, and without a word its
 * author would not know. `show` gives the path of a name as it is called.
 */
export function misnamedFiles(names: readonly string[], show: (name: string) => string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const name of names) {
    const wanted = [MANIFEST_NAME, LOCK_NAME].find((right) => right.toLowerCase() === name.toLowerCase());
    if (wanted === undefined || wanted === name) continue;
    reportFile(found, "package.misnamed", show(name), { path: show(name), wanted });
  }
  return found;
}
