import type { JsonObject, TagStyle, TemplateCategory, TemplateSource, TextFormat } from "@perdure/crate";
import { parseLocatedTemplate } from "./parse-located-template.ts";
import type { LocatedReadings } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";
import { fieldOf, readKeys, wordOf } from "../source/toml-fields.ts";
import { kindName, tomlToJson } from "../source/toml-tree.ts";
import type { TomlString, TomlTable, TomlValue } from "../source/toml-tree.ts";
import { warnOfInlineBlocks } from "./warn-inline-blocks.ts";

/** A template of a pipe with what it reads, which is undefined when the template could not be parsed. */
export interface ReadTemplate {
  readonly source: TemplateSource;
  readonly readings: LocatedReadings | undefined;
}
/** How a template prints, where the author says so. */
export interface TemplateStyle {
  readonly tag_style?: TagStyle;
  readonly text_format?: TextFormat;
}

export const TAG_STYLES = ["no_tag", "ticks", "xml", "square_brackets"] as const;
export const TEXT_FORMATS = ["plain", "markdown", "html", "json"] as const;
export const TEMPLATE_KEYS = ["template", "category", "templating_style", "extra_context"] as const;
const RENAMED = { source: "template", text: "template", style: "templating_style" } as const;
export const TEMPLATE_CATEGORIES = [
  "basic",
  "expression",
  "html",
  "markdown",
  "mermaid",
  "llm_prompt",
  "img_gen_prompt",
] as const;

/** Reads a template that is a string. `extra` are the names and filters that it has besides the inputs and those of its category. */
export function readTemplateText(
  context: PipeContext,
  written: TomlString,
  category: TemplateCategory,
  style: TemplateStyle = {},
  extra: { readonly names?: readonly string[]; readonly filters?: readonly string[] } = {},
): ReadTemplate {
  const { names: own = [], filters = [] } = extra;
  const names = own.length === 0 ? context.inputs : new Set([...context.inputs, ...own]);
  const readings = parseLocatedTemplate(context.reporter, written, { category, names, filters });
  warnOfInlineBlocks(context.reporter, written, category);
  return { source: { text: written.value, category, ...style }, readings };
}

/** Reads a template that is a string (category `basic`) or a table with `template` and `category`. */
export function readTemplateBlueprint(context: PipeContext, value: TomlValue): ReadTemplate | undefined {
  const { reporter } = context;
  if (value.kind === "string") return readTemplateText(context, value, "basic");
  if (value.kind !== "table") {
    reporter.report("toml.wrong_type", value.span, {
      says: "template",
      key: "template",
      expected: "string",
      found: kindName(value),
    });
    return undefined;
  }
  const table = readKeys(reporter, value, TEMPLATE_KEYS, "A template", RENAMED);
  const written = fieldOf(reporter, table, "template", "string");
  const category = wordOf(reporter, table, "category", TEMPLATE_CATEGORIES);
  const extra_context = fieldOf(reporter, table, "extra_context", "table");
  const style = readStyle(context, table);
  for (const key of ["template", "category"]) {
    if (table.entries.has(key)) continue;
    reporter.report("template.key_missing", value.span, { says: "template", key });
  }
  if (written === undefined || category === undefined) return undefined;
  const names = [...(extra_context?.entries.keys() ?? [])];
  const read = readTemplateText(context, written, category, style, { names });
  if (extra_context === undefined) return read;
  return { ...read, source: { ...read.source, extra_context: tomlToJson(extra_context) as JsonObject } };
}

/** Reads `templating_style`: a tag style, or a table with `tag_style` and `text_format`. */
export function readStyle(context: PipeContext, table: TomlTable): TemplateStyle {
  const { reporter } = context;
  const entry = table.entries.get("templating_style");
  if (entry === undefined) return {};
  if (entry.value.kind === "string") {
    const tag_style = wordOf(reporter, table, "templating_style", TAG_STYLES);
    return tag_style === undefined ? {} : { tag_style };
  }
  const written = fieldOf(reporter, table, "templating_style", "table");
  if (written === undefined) return {};
  const style = readKeys(reporter, written, ["tag_style", "text_format"], "A templating style");
  const tag_style = wordOf(reporter, style, "tag_style", TAG_STYLES);
  const text_format = wordOf(reporter, style, "text_format", TEXT_FORMATS);
  if (!style.entries.has("tag_style")) {
    reporter.report("template.key_missing", style.span, { says: "style", key: "tag_style" });
  }
  return {
    ...(tag_style === undefined ? {} : { tag_style }),
    ...(text_format === undefined ? {} : { text_format }),
  };
}
