import type { JsonObject, UnsupportedPipe } from "@perdure/crate";
import { checkKeysOfPipe } from "./check-pipe-shape.ts";
import { checkVariables } from "./check-variables.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import type { ModelCategory } from "./read-model.ts";
import { readStyle, readTemplateText } from "./read-template.ts";
import type { ReadTemplate } from "./read-template.ts";
import { fieldOf, wordOf } from "../source/toml-fields.ts";
import { kindName, tomlToJson } from "../source/toml-tree.ts";

/** What a type has besides what every pipe has: enough to find slips, while the type itself cannot run yet. */
interface TypeShape {
  readonly keys: readonly string[];
  readonly templates: readonly string[];
  readonly required: readonly string[];
  readonly category?: ModelCategory;
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly booleans?: readonly string[];
  readonly dates?: readonly string[];
  readonly counts?: readonly string[];
  readonly everyInputIsRead: boolean;
}
type Type = Exclude<UnsupportedPipe["type"], "PipeSignature">;

const SHAPES: Readonly<Record<Type, TypeShape>> = {
  PipeImgGen: {
    keys: [
      "prompt",
      "negative_prompt",
      "model",
      "aspect_ratio",
      "size",
      "is_raw",
      "seed",
      "background",
      "output_format",
      "templating_style",
    ],
    templates: ["prompt", "negative_prompt"],
    required: ["prompt"],
    category: "img_gen",
    booleans: ["is_raw"],
    words: {
      aspect_ratio: [
        "square",
        "landscape_4_3",
        "landscape_3_2",
        "landscape_16_9",
        "landscape_21_9",
        "landscape_4_1",
        "landscape_8_1",
        "portrait_3_4",
        "portrait_2_3",
        "portrait_9_16",
        "portrait_9_21",
        "portrait_1_4",
        "portrait_1_8",
      ],
      background: ["transparent", "opaque", "auto"],
      output_format: ["png", "jpeg", "webp"],
    },
    everyInputIsRead: true,
  },
  PipeSearch: {
    keys: [
      "prompt",
      "model",
      "include_images",
      "max_results",
      "from_date",
      "to_date",
      "include_domains",
      "exclude_domains",
      "templating_style",
    ],
    templates: ["prompt"],
    required: ["prompt"],
    category: "search",
    booleans: ["include_images"],
    dates: ["from_date", "to_date"],
    counts: ["max_results"],
    everyInputIsRead: true,
  },
  PipeJudge: {
    keys: [
      "question",
      "prompt",
      "questions",
      "model",
      "options",
      "levels",
      "criteria",
      "threshold",
      "templating_style",
    ],
    templates: ["question", "prompt"],
    required: [],
    category: "judgment",
    everyInputIsRead: false,
  },
  PipeDocGen: {
    keys: ["format", "template", "template_file", "filename"],
    templates: [],
    required: ["format"],
    words: { format: ["pdf", "xlsx", "docx", "pptx"] },
    everyInputIsRead: false,
  },
};

/** Reads a pipe of a type that cannot run yet, and notes that at its type. */
export function readUnsupportedPipe(context: PipeContext, type: Type): UnsupportedPipe {
  const { reporter, table, declared } = context;
  const shape = SHAPES[type];
  const named = table.entries.get("type");
  const message = `This version reads a ${type} but cannot run it.`;
  reporter.report("pipe.type_not_supported", named?.value.span ?? declared.entry.keySpan, message, {
    params: { pipe: declared.ref, type },
  });
  checkKeysOfPipe(context, shape.keys);
  for (const key of shape.required) {
    if (table.entries.has(key)) continue;
    reporter.report("pipe.key_missing", declared.entry.keySpan, `A ${type} needs '${key}'.`, {
      params: { pipe: declared.ref, key },
    });
  }
  checkValues(context, shape);
  if (shape.category !== undefined) readModel(context, "model", shape.category);
  checkTemplates(context, type, shape);
  return { ...context.base, type, settings: settingsOf(context, shape.keys) };
}

/** What the author wrote for some keys, as JSON. */
export function settingsOf(context: PipeContext, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    [...context.table.entries.values()]
      .filter((entry) => keys.includes(entry.key))
      .map((entry) => [entry.key, tomlToJson(entry.value)]),
  );
}

function checkTemplates(context: PipeContext, type: Type, shape: TypeShape): void {
  const style = readStyle(context, context.table);
  const category = type === "PipeImgGen" ? "img_gen_prompt" : "llm_prompt";
  const templates = shape.templates.map((key): ReadTemplate | undefined => {
    const written = fieldOf(context.reporter, context.table, key, "string");
    return written === undefined ? undefined : readTemplateText(context, written, category, style);
  });
  if (templates.every((template) => template === undefined)) return;
  const inputs = Object.keys(context.contract.inputs);
  checkVariables(context, templates, { unread: "warning", ...(shape.everyInputIsRead ? {} : { read: inputs }) });
}

function checkValues(context: PipeContext, shape: TypeShape): void {
  const { reporter, table } = context;
  for (const [key, words] of Object.entries(shape.words ?? {})) wordOf(reporter, table, key, words);
  for (const key of shape.booleans ?? []) fieldOf(reporter, table, key, "boolean");
  for (const key of shape.dates ?? []) {
    const value = table.entries.get(key)?.value;
    if (value === undefined || value.kind === "date") continue;
    if (value.kind === "string" && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(value.value)) continue;
    const shown = value.kind === "string" ? `'${value.value}'` : kindName(value);
    reporter.report("pipe.date_malformed", value.span, `'${key}' is a date such as 2026-01-31, not ${shown}.`, {
      params: { key },
    });
  }
  for (const key of shape.counts ?? []) {
    const value = fieldOf(reporter, table, key, "integer");
    if (value === undefined || value.value >= 1) continue;
    const message = `'${key}' must be at least 1.`;
    reporter.report("pipe.number_out_of_range", value.span, message, { params: { key, least: 1 } });
  }
  const seed = shape.keys.includes("seed") ? table.entries.get("seed")?.value : undefined;
  if (seed !== undefined && seed.kind !== "integer" && !(seed.kind === "string" && seed.value === "auto")) {
    reporter.report("toml.wrong_type", seed.span, `'seed' is an integer or "auto".`, {
      params: { key: "seed", expected: "integer" },
    });
  }
}
