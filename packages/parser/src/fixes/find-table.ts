import type { LayoutBraces, LayoutEntry, LayoutHeader, TomlLayout } from "../source/toml-layout.ts";

/** How a table stands in a document. */
export type FoundTable =
  | { readonly kind: "root" }
  | { readonly kind: "header"; readonly header: LayoutHeader }
  | { readonly kind: "braces"; readonly braces: LayoutBraces }
  /** Only by the dotted keys of its members: `a.b = 1` makes a table `a`. */
  | { readonly kind: "dotted"; readonly last: LayoutEntry }
  /** Only by the headers of tables in it: `[a.b]` makes a table `a`. */
  | { readonly kind: "implied"; readonly first: LayoutHeader };

type Path = readonly string[];

/** The table at a path, where there is one. */
export function findTable(layout: TomlLayout, path: Path): FoundTable | undefined {
  if (path.length === 0) return { kind: "root" };
  const header = layout.headers.find((candidate) => isSame(candidate.path, path));
  if (header !== undefined) return { kind: "header", header };
  const braces = layout.braces.find((candidate) => isSame(candidate.path, path));
  if (braces !== undefined) return { kind: "braces", braces };
  const last = layout.entries.findLast((entry) => isDottedThrough(entry, path));
  if (last !== undefined) return { kind: "dotted", last };
  const first = layout.headers.find((candidate) => isBelow(candidate.path, path));
  return first === undefined ? undefined : { kind: "implied", first };
}

/** The entry whose key ends at exactly this path. */
export function findEntry(layout: TomlLayout, path: Path): LayoutEntry | undefined {
  return layout.entries.find((entry) => isSame(entry.path, path));
}

/** Whether there is anything at a path: an entry or a table. */
export function isThere(layout: TomlLayout, path: Path): boolean {
  return findEntry(layout, path) !== undefined || findTable(layout, path) !== undefined;
}

/** Whether a path is this one. */
export const isSame = (path: Path, other: Path): boolean =>
  path.length === other.length && path.every((part, index) => part === other[index]);

/** Whether a path leads to something inside of this one. */
export const isBelow = (path: Path, above: Path): boolean =>
  path.length > above.length && above.every((part, index) => part === path[index]);

/** Whether a table is there because of a dotted key of this entry. */
export const isDottedThrough = (entry: LayoutEntry, path: Path): boolean =>
  isBelow(entry.path, path) && path.length > entry.path.length - entry.keys.length;
