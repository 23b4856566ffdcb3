import { byCodePoint, sha256Hex } from "@perdure/crate";
import { utf8Bytes } from "./utf8.ts";

/** A file of a package: its path from the package's folder, with `/`, and its bytes. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The hash of a package that a lock holds, `sha256:` and 64 hex digits: SHA-256 over each file's path (UTF-8) and bytes, by code point
 * order of the paths, nothing between them. What lies in `.git` does not count. Links are no files: who reads a package refuses them.
 */
export function hashPackage(files: readonly PackageFile[]): string {
  const parts = files
    .filter(({ path }) => !path.split("/").includes(".git"))
    .toSorted((left, right) => byCodePoint(left.path, right.path))
    .flatMap(({ path, bytes }) => [utf8Bytes(path), bytes]);
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return `sha256:${sha256Hex(whole)}`;
}
