import type { PackageScope } from "./package-scope.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlString, TomlTable } from "../source/toml-tree.ts";

/** One file's header and tables. */
export interface Bundle {
  readonly file: string;
  readonly reporter: Reporter;
  readonly root: TomlTable;
  /** The root with its keys under the names that were meant. */
  readonly meant: TomlTable;
  readonly domain: string;
  /** The package that it belongs to. */
  readonly scope: PackageScope;
  /** The domain as full names have it: with the package before it where that is another one. */
  readonly namespace: string;
  readonly system_prompt?: TomlString;
  readonly main_pipe?: { readonly code: string; readonly span: Span };
}
