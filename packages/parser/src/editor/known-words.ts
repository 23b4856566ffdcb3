import { ITEM_TYPES } from "../concepts/read-field-parts.ts";
import { FIELD_TYPES } from "../concepts/read-field-type.ts";
import { TAG_STYLES, TEMPLATE_CATEGORIES, TEXT_FORMATS } from "../pipes/read-template.ts";
import type { TableKind } from "./key-meanings.ts";

const TRUTH = ["true", "false"] as const;
const INTENTS = ["prose", "label", "rating", "quantity"] as const;

/** The words that a key can have as its value, where it has only a few. */
const WORDS: Readonly<Partial<Record<TableKind, Readonly<Record<string, readonly string[]>>>>> = {
  field: {
    type: FIELD_TYPES,
    item_type: ITEM_TYPES,
    key_type: ["text"],
    required: TRUTH,
  },
  pipe: {
    structuring_method: ["direct", "preliminary_text"],
    templating_style: TAG_STYLES,
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
    format: ["pdf", "xlsx", "docx", "pptx"],
    is_raw: TRUTH,
    page_image_captions: TRUTH,
    page_views: TRUTH,
    render_js: TRUTH,
    include_raw_html: TRUTH,
    include_images: TRUTH,
    add_each_output: TRUTH,
  },
  step: { multiple_output: TRUTH },
  template: {
    category: TEMPLATE_CATEGORIES,
    templating_style: TAG_STYLES,
  },
  style: { tag_style: TAG_STYLES, text_format: TEXT_FORMATS },
  model: {
    image_detail: ["high", "low", "auto"],
    reasoning_effort: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
    prompting_target: ["openai", "anthropic", "mistral", "gemini", "fal"],
    quality: ["low", "medium", "high"],
    is_moderated: TRUTH,
    include_images: TRUTH,
    include_inline_citations: TRUTH,
  },
  hints: { intent: INTENTS },
};

/** The words that a key can have; none where it is open. */
export function wordsOf(kind: TableKind, key: string): readonly string[] {
  const words = WORDS[kind] ?? {};
  return Object.hasOwn(words, key) ? (words[key] ?? []) : [];
}
