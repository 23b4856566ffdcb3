import { byCodePoint } from "@perdure/crate";
import type { FolderEntry, PackageFileSystem } from "./file-system.ts";
import { pathIn } from "./paths.ts";

/** The most folders of a package inside one another. */
export const DEEPEST_FOLDER = 64;

/** An entry below a folder, by its path from there. */
export interface WalkedEntry extends FolderEntry {
  readonly path: string;
}

// A backslash parts folders on some machines, and a drive's colon names another root.
const UNSAFE = /^\.{0,2}$|[/\\:\p{Cc}]/u;
/** Whether a name can only be that of an entry of its own folder, on every machine. */
export const isSafeName = (name: string): boolean => !UNSAFE.test(name);

/**
 * Everything below a folder by code point order of the paths, folders left out but for one whose name is not
 * safe, which is not looked into. `enter` says which others are, by what they hold. At most `most` entries are looked at.
 */
export async function walkFolder(
  files: PackageFileSystem,
  folder: string,
  most: number,
  enter: (folder: WalkedEntry, entries: readonly FolderEntry[]) => boolean,
): Promise<readonly WalkedEntry[] | "missing" | "too_large"> {
  const found: WalkedEntry[] = [];
  const waiting: (WalkedEntry & { readonly depth: number })[] = [{ name: "", kind: "folder", path: "", depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth } = next;
    const entries = await files.list(path === "" ? folder : pathIn(folder, path));
    if (entries === undefined && path === "") return "missing";
    if (entries === undefined || (path !== "" && !enter(next, entries))) continue;
    count += entries.length;
    if (count > most || depth > DEEPEST_FOLDER) return "too_large";
    for (const entry of entries) {
      const walked = { ...entry, path: path === "" ? entry.name : `${path}/${entry.name}` };
      if (entry.kind === "folder" && isSafeName(entry.name)) waiting.push({ ...walked, depth: depth + 1 });
      else found.push(walked);
    }
  }
  return found.sort((left, right) => byCodePoint(left.path, right.path));
}
