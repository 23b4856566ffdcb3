import { adoptKeys } from "../source/toml-fields.ts";
import type { RenamedKeys } from "../source/toml-fields.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import { pipeTypeOf } from "./pipe-types.ts";
import type { PipeType } from "./pipe-types.ts";

/** The keys that every pipe has. */
export const COMMON_KEYS = ["type", "description", "inputs", "output"] as const;

/** The keys that a pipe of each type has besides. */
export const PIPE_KEYS: Readonly<Record<PipeType, readonly string[]>> = {
  PipeLLM: ["prompt", "system_prompt", "model", "model_to_structure", "structuring_method", "templating_style"],
  PipeStructure: ["model"],
  PipeJudge: [
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
  PipeFunc: ["function_name"],
  PipeImgGen: [
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
  PipeExtract: [
    "model",
    "max_page_images",
    "page_image_captions",
    "page_views",
    "page_views_dpi",
    "render_js",
    "include_raw_html",
  ],
  PipeSearch: [
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
  PipeCompose: ["template", "construct"],
  PipeDocGen: ["format", "template", "template_file", "filename"],
  PipeSequence: ["steps"],
  PipeParallel: ["branches", "add_each_output", "combined_output"],
  PipeCondition: ["expression", "expression_template", "outcomes", "default_outcome", "add_alias_from_expression_to"],
  PipeBatch: ["branch_pipe_code", "input_list_name", "input_item_name"],
};

/** What names of earlier dialects, and common slips, are called now. */
const RENAMED: RenamedKeys = {
  definition: "description",
  prompt_template: "prompt",
  system: "system_prompt",
  llm: "model",
  llm_to_structure: "model_to_structure",
  input: "inputs",
  outputs: "output",
};
const RENAMED_OF: Readonly<Partial<Record<PipeType, RenamedKeys>>> = {
  PipeImgGen: { img_gen: "model", img_gen_prompt: "prompt" },
  PipeExtract: { ocr: "model", ocr_handle: "model" },
  PipeFunc: { function: "function_name" },
  PipeCompose: { jinja2: "template", prompt: "template", prompt_template: "template" },
  PipeParallel: { parallels: "branches", steps: "branches" },
  PipeCondition: { pipe_map: "outcomes", default_pipe_code: "default_outcome" },
  PipeBatch: { branch_pipe: "branch_pipe_code", batch_over: "input_list_name", batch_as: "input_item_name" },
};

/** What older names of keys have become in a pipe of a type. */
export const renamedKeysOf = (type: PipeType | undefined): RenamedKeys => ({
  ...RENAMED,
  ...(type === undefined ? {} : RENAMED_OF[type]),
});

const ALL_KEYS: readonly string[] = [...new Set([...COMMON_KEYS, "signature_for", ...Object.values(PIPE_KEYS).flat()])];

/** The keys of a pipe of each type, those that every pipe has included. */
const KNOWN_OF = new Map(
  Object.entries(PIPE_KEYS).map(([type, keys]) => [type, [...COMMON_KEYS, ...keys] as readonly string[]]),
);

/** A pipe's table with its keys under the names that their author meant; `checkKeysOfPipe` reports what was changed. */
export function adoptPipeKeys(written: TomlTable): TomlTable {
  // The type comes first: it decides what the other keys can be.
  const typed = written.entries.has("type")
    ? written
    : adoptKeys(written, ["type", ...ALL_KEYS.filter((key) => written.entries.has(key))]);
  const type = pipeTypeOf(typed);
  const known = type === undefined ? undefined : KNOWN_OF.get(type);
  if (type === undefined || known === undefined) return adoptKeys(typed, ALL_KEYS, RENAMED);
  return adoptKeys(typed, known, renamedKeysOf(type));
}
