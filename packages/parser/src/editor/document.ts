import { parseTOML } from "toml-eslint-parser";
import type { AST } from "toml-eslint-parser";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { PARSE_LIMITS } from "../limits.ts";
import type { MethodFile } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/** A file as it is being written: what of it is TOML, in its places. */
export interface Document {
  readonly file: string;
  readonly text: string;
  /** Takes what nobody is told: the diagnostics of a file are those of `parseMethod`. */
  readonly reporter: Reporter;
  readonly root: TomlTable;
  readonly program: AST.TOMLProgram;
}

/** Lines are tried one by one so often; a file with more faults is read without the table that the next is in. */
const MOST_FAULTS = 8;

/** Reads what can be read: a line that breaks the syntax is blanked, so that every place stays where it is. */
export function readDocument({ path, text }: MethodFile): Document {
  let readable = text.length > PARSE_LIMITS.fileLength ? "" : text.replace(/^\uFEFF/u, " ");
  for (let fault = 0; ; fault += 1) {
    const found: Diagnostic[] = [];
    const reporter = createReporter(createSourceText(path, readable), found);
    const root = readToml(reporter);
    if (root !== undefined) return { file: path, text, reporter, root, program: parseTOML(readable) };
    const at = found[0]?.start.offset ?? 0;
    const next = fault < MOST_FAULTS ? withoutFault(readable, at) : withoutTable(readable, at);
    readable = next === readable || fault > 2 * MOST_FAULTS ? "" : next;
  }
}

function withoutFault(text: string, at: number): string {
  // A string of several lines that is not closed reaches to the end: what it swallowed is given back.
  const isAtEnd = text.slice(at).trim().length <= 3;
  const opening = isAtEnd ? Math.max(text.lastIndexOf('"""'), text.lastIndexOf("'''")) : -1;
  if (opening !== -1) return blanked(text, text.lastIndexOf("\n", opening) + 1, endOfTable(text, opening));
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = endOfLine(text, at);
  return text.slice(start, end).trim() === "" ? withoutTable(text, at) : blanked(text, start, end);
}

function withoutTable(text: string, at: number): string {
  const header = text.lastIndexOf("\n[", at);
  return blanked(text, header + 1, endOfTable(text, at));
}

function endOfTable(text: string, at: number): number {
  const next = text.indexOf("\n[", at);
  return next === -1 ? text.length : next;
}

function endOfLine(text: string, at: number): number {
  const next = text.indexOf("\n", at);
  return next === -1 ? text.length : next;
}

const blanked = (text: string, start: number, end: number): string =>
  text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/gu, " ") + text.slice(end);
