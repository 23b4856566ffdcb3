import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { anchorsOf, linksOf } from "./markdown.mjs";

/** The links of a Markdown file that point at nothing, as they are written. Links to other sites are not followed. */
export function brokenLinks(root, file) {
  return linksOf(readFileSync(join(root, file), "utf8")).filter((target) => {
    if (/^[a-z]+:/u.test(target)) return false;
    const [path, anchor] = target.split("#");
    const pointed = path === "" ? file : normalize(join(dirname(file), path));
    if (pointed.startsWith("..") || !existsSync(join(root, pointed))) return true;
    if (anchor === undefined) return false;
    const isFile = statSync(join(root, pointed)).isFile();
    return !isFile || !anchorsOf(readFileSync(join(root, pointed), "utf8")).includes(anchor);
  });
}
