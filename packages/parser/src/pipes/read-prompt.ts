import type { TemplateCategory } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import { readTemplateText } from "./read-template.ts";
import type { ReadTemplate, TemplateStyle } from "./read-template.ts";
import { fieldOf } from "../source/toml-fields.ts";

/** How a template under a key of the pipe is read. */
export interface PromptReading {
  readonly category: TemplateCategory;
  readonly style?: TemplateStyle;
  /** Filters that whoever renders the template has besides those of its category. */
  readonly filters?: readonly string[];
}

/** Reads a template that the pipe may have; one of nothing but blanks is reported. */
export function readPrompt(
  context: PipeContext,
  key: string,
  { category, style = {}, filters = [] }: PromptReading,
): ReadTemplate | undefined {
  const { reporter, table, declared } = context;
  const written = fieldOf(reporter, table, key, "string");
  if (written === undefined) return undefined;
  if (written.value.trim() === "") {
    reporter.report("template.empty", written.span, { pipe: declared.ref, key });
  }
  return readTemplateText(context, written, category, style, { filters });
}

/** Reads a template that the pipe must have. */
export function readRequiredPrompt(
  context: PipeContext,
  key: string,
  reading: PromptReading,
): ReadTemplate | undefined {
  reportMissing(context, key);
  return readPrompt(context, key, reading);
}

/** Reports a key that the pipe must have and has not. */
export function reportMissing({ reporter, table, declared }: PipeContext, key: string): void {
  if (table.entries.has(key)) return;
  reporter.report("pipe.key_missing", declared.entry.keySpan, { pipe: declared.ref, key, code: declared.code });
}
