import type { JsonObject, TagStyle, TemplateCategory, TemplateSource, TextFormat } from "@perdure/crate";
import { parseLocatedTemplate } from "./parse-located-template.ts";
import type { LocatedVariable } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";
import { checkKeys, fieldOf, wordOf } from "../source/toml-fields.ts";
import { kindName, tomlToJson } from "../source/toml-tree.ts";
import type { TomlString, TomlTable, TomlValue } from "../source/toml-tree.ts";
import { warnOfInlineBlocks } from "./warn-inline-blocks.ts";

/** A template of a pipe with what it reads. `variables` is undefined when the template could not be parsed. */
export interface ReadTemplate {
  readonly source: TemplateSource;
  readonly variables: readonly LocatedVariable[] | undefined;
}
/** How a template prints, where the author says so. */
export interface TemplateStyle {
  readonly tag_style?: TagStyle;
  readonly text_format?: TextFormat;
}

const TAG_STYLES = ["no_tag", "ticks", "xml", "square_brackets"] as const;
const TEXT_FORMATS = ["plain", "markdown", "html", "json"] as const;
const CATEGORIES = ["basic", "expression", "html", "markdown", "mermaid", "llm_prompt", "img_gen_prompt"] as const;

/** Reads a template that is a string. */
export function readTemplateText(
  context: PipeContext,
  written: TomlString,
  category: TemplateCategory,
  style: TemplateStyle = {},
  extra_names: readonly string[] = [],
): ReadTemplate {
  const names = extra_names.length === 0 ? context.inputs : new Set([...context.inputs, ...extra_names]);
  const variables = parseLocatedTemplate(context.reporter, written, { category, names });
  warnOfInlineBlocks(context.reporter, written, category);
  return { source: { text: written.value, category, ...style }, variables };
}

/** Reads a template that is a string (category `basic`) or a table with `template` and `category`. */
export function readTemplateBlueprint(context: PipeContext, value: TomlValue): ReadTemplate | undefined {
  const { reporter } = context;
  if (value.kind === "string") return readTemplateText(context, value, "basic");
  if (value.kind !== "table") {
    const message = `A template is a string or a table, not ${kindName(value)}.`;
    reporter.report("toml.wrong_type", value.span, message, { params: { key: "template", expected: "string" } });
    return undefined;
  }
  const keys = ["template", "category", "templating_style", "extra_context"];
  checkKeys(reporter, value, keys, "A template", { source: "template", text: "template", style: "templating_style" });
  const written = fieldOf(reporter, value, "template", "string");
  const category = wordOf(reporter, value, "category", CATEGORIES);
  const extra_context = fieldOf(reporter, value, "extra_context", "table");
  const style = readStyle(context, value);
  for (const key of ["template", "category"]) {
    if (value.entries.has(key)) continue;
    const message = `A template that is a table needs a '${key}'.`;
    reporter.report("template.key_missing", value.span, message, { params: { key } });
  }
  if (written === undefined || category === undefined) return undefined;
  const extra_names = [...(extra_context?.entries.keys() ?? [])];
  const read = readTemplateText(context, written, category, style, extra_names);
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
  const style = fieldOf(reporter, table, "templating_style", "table");
  if (style === undefined) return {};
  checkKeys(reporter, style, ["tag_style", "text_format"], "A templating style");
  const tag_style = wordOf(reporter, style, "tag_style", TAG_STYLES);
  const text_format = wordOf(reporter, style, "text_format", TEXT_FORMATS);
  if (!style.entries.has("tag_style")) {
    const message = "A templating style needs a 'tag_style'.";
    reporter.report("template.key_missing", style.span, message, { params: { key: "tag_style" } });
  }
  return {
    ...(tag_style === undefined ? {} : { tag_style }),
    ...(text_format === undefined ? {} : { text_format }),
  };
}
