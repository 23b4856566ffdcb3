import type { PipeType } from "../pipes/pipe-types.ts";

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
