import { createMemoryFileSystem } from "../packages/file-system.ts";
import type { MemoryFile, PackageFileSystem } from "../packages/file-system.ts";
import { utf8Bytes } from "../packages/utf8.ts";

/** The lines of a manifest: who it is, then sections. */
export const manifestOf = (name: string, address: string, rest = "", version = "1.0.0"): string =>
  `[package]\nname = "${name}"\naddress = "${address}"\nversion = "${version}"\ndescription = "d"\n${rest}`;

/** A bundle whose pipes are functions that take nothing and give a text. */
export const bundleOf = (domain: string, ...pipes: readonly string[]): string =>
  `domain = "${domain}"\n${pipes.map((code) => `[pipe.${code}]\ntype = "PipeFunc"\ndescription = "d"\noutput = "Text"\nfunction_name = "${code}"\n`).join("")}`;

/** A bundle with a sequence, its main pipe, that calls pipes. */
export const callerOf = (domain: string, ...called: readonly string[]): string => `domain = "${domain}"
main_pipe = "main"
[pipe.main]
type = "PipeSequence"
description = "d"
output = "Text"
steps = [${called.map((pipe, index) => `{ pipe = "${pipe}", result = "r${index}" }`).join(", ")}]
`;

/** A file system in memory from texts by path. */
export function diskOf(texts: Readonly<Record<string, string>>, ...others: readonly MemoryFile[]): PackageFileSystem {
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: utf8Bytes(text) }));
  return createMemoryFileSystem([...files, ...others]);
}
