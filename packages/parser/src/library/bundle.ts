import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlString, TomlTable } from "../source/toml-tree.ts";

/** One file's header and tables. */
export interface Bundle {
  readonly file: string;
  readonly reporter: Reporter;
  readonly root: TomlTable;
  readonly domain: string;
  readonly system_prompt?: TomlString;
  readonly main_pipe?: { readonly code: string; readonly span: Span };
}
