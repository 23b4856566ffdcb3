import type { JsonObject, ModelReference } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import { fieldOf, readKeys, wordOf } from "../source/toml-fields.ts";
import { kindName, tomlToJson } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/** The kinds of settings that a pipe may write in place of a model's name. */
export type ModelCategory = "llm" | "extract" | "img_gen" | "search" | "judgment";

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly whole?: true;
  readonly words?: readonly string[];
}
const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
const WORDS: Readonly<Record<ModelCategory, Readonly<Record<string, readonly string[]>>>> = {
  llm: {
    image_detail: ["high", "low", "auto"],
    reasoning_effort: EFFORTS,
    prompting_target: ["openai", "anthropic", "mistral", "gemini", "fal"],
  },
  extract: {},
  img_gen: { quality: ["low", "medium", "high"] },
  search: {},
  judgment: {},
};
const NUMBERS: Readonly<Record<ModelCategory, Readonly<Record<string, Range>>>> = {
  llm: {
    temperature: { least: 0, most: 1 },
    max_tokens: { least: 1, whole: true, words: ["auto"] },
    reasoning_budget: { least: 1, whole: true },
  },
  extract: { max_nb_images: { least: 0, whole: true }, image_min_size: { least: 0, whole: true } },
  img_gen: {
    nb_steps: { least: 1, whole: true },
    guidance_scale: { least: Number.MIN_VALUE },
    safety_tolerance: { least: 1, most: 6, whole: true },
  },
  search: { max_results: { least: 1, whole: true } },
  judgment: {},
};
const BOOLEANS: Readonly<Record<ModelCategory, readonly string[]>> = {
  llm: [],
  extract: [],
  img_gen: ["is_moderated"],
  search: ["include_images", "include_inline_citations"],
  judgment: [],
};
const EXCLUSIVE: Readonly<Partial<Record<ModelCategory, readonly [string, string]>>> = {
  llm: ["reasoning_effort", "reasoning_budget"],
  img_gen: ["quality", "nb_steps"],
};

/** The setting of a kind of models that a key is, or is a slip for. */
export function nearSetting(category: ModelCategory, key: string): string | undefined {
  const settings = [...Object.keys(NUMBERS[category]), ...Object.keys(WORDS[category]), ...BOOLEANS[category]];
  return settings.includes(key) ? key : didYouMean(key, settings);
}

/** Older names. */
const RENAMED = { llm_handle: "model", llm_id: "model", handle: "model" } as const;

/** Reads a model as the author wrote it: a name with its mark, or inline settings, whose ranges are checked. */
export function readModel(context: PipeContext, key: string, category: ModelCategory): ModelReference | undefined {
  const { reporter } = context;
  const entry = context.table.entries.get(key);
  if (entry === undefined) return undefined;
  if (entry.value.kind === "string") {
    const name = entry.value.value;
    if (/^[$@~]?[^$@~\s]\S*$/u.test(name)) return name;
    reporter.report("model.malformed", entry.value.span, { says: "name", model: name });
    return undefined;
  }
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "model",
      key,
      expected: "string",
      found: kindName(entry.value),
    });
    return undefined;
  }
  return readSettings(context, key, entry.value, category);
}

function readSettings(
  context: PipeContext,
  key: string,
  written: TomlTable,
  category: ModelCategory,
): ModelReference | undefined {
  const { reporter } = context;
  const words = WORDS[category];
  const numbers = NUMBERS[category];
  const known = ["model", "description", ...Object.keys(words), ...Object.keys(numbers), ...BOOLEANS[category]];
  const table = readKeys(reporter, written, known, `The settings of '${key}'`, RENAMED);
  fieldOf(reporter, table, "description", "string");
  for (const name of BOOLEANS[category]) fieldOf(reporter, table, name, "boolean");
  for (const [name, choices] of Object.entries(words)) wordOf(reporter, table, name, choices);
  for (const [name, range] of Object.entries(numbers)) checkRange(context, table, name, range);
  if (category === "llm") checkLlmSettings(context, table);
  const both = EXCLUSIVE[category];
  if (both?.every((name) => table.entries.has(name)) === true) {
    reporter.report("model.setting", table.entries.get(both[1])?.keySpan ?? table.span, {
      says: "exclusive",
      setting: both[1],
      one: both[0],
    });
  }
  const model = fieldOf(reporter, table, "model", "string");
  if (!table.entries.has("model")) {
    reporter.report("model.malformed", table.span, { says: "missing", model: "", key });
  }
  if (model === undefined) return undefined;
  return { ...(tomlToJson(table) as JsonObject), model: model.value };
}

function checkLlmSettings({ reporter }: PipeContext, table: TomlTable): void {
  if (!table.entries.has("temperature")) {
    reporter.report("model.setting", table.span, { says: "temperature", setting: "temperature" });
  }
  const gone = table.entries.get("prompting_target");
  if (gone === undefined) return;
  reporter.report("model.setting_gone", gone.keySpan, { setting: gone.key });
}

function checkRange(context: PipeContext, table: TomlTable, name: string, range: Range): void {
  const value = table.entries.get(name)?.value;
  if (value === undefined) return;
  if (value.kind === "string" && range.words?.includes(value.value) === true) return;
  const isNumber = value.kind === "integer" || (value.kind === "float" && range.whole !== true);
  if (isNumber && value.value >= range.least && value.value <= (range.most ?? Number.MAX_VALUE)) return;
  const least = range.least === Number.MIN_VALUE ? "more than 0" : `at least ${range.least}`;
  const most = range.most === undefined ? "" : ` and at most ${range.most}`;
  const params = { says: range.whole === true ? "whole" : "number", setting: name, bounds: `${least}${most}` } as const;
  context.reporter.report("model.setting", value.span, params);
}
