import { parseTOML } from "toml-eslint-parser";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { MethodFile } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { printDocument } from "./print-document.ts";

/** A text in its layout, or why it was left alone. */
export type FormattedMethod =
  | {
      readonly ok: true;
      readonly text: string;
      /** Whether it differs from what was given. */ readonly changed: boolean;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Lays a file out: spaces, indentation, empty lines, line ends. It reads as before: the order of keys, quotes, comments and
 * every character of every string stay. Formatting what was formatted changes nothing. Text that is not TOML is left alone.
 */
export function formatMethod({ path, text }: MethodFile): FormattedMethod {
  const diagnostics: Diagnostic[] = [];
  const reporter = createReporter(createSourceText(path, text), diagnostics);
  if (readToml(reporter) === undefined) return { ok: false, diagnostics };
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = mark === "" ? text : ` ${text.slice(1)}`;
  const formatted = mark + printDocument(parseTOML(body), body);
  return { ok: true, text: formatted, changed: formatted !== text };
}
