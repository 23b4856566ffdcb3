import type { TemplateCategory } from "../shape.ts";
import { CHOOSING_FILTERS } from "./choosing-filters.ts";
import type { Filter } from "./filter.ts";
import { JSON_FILTER } from "./json-filter.ts";
import { MTHDS_FILTERS } from "./mthds-filters.ts";
import { NUMBER_FILTERS } from "./number-filters.ts";
import { SEQUENCE_FILTERS } from "./sequence-filters.ts";
import { PRINTF_FILTER, TEXT_FILTERS } from "./text-filters.ts";

const COMMON: ReadonlyMap<string, Filter> = new Map([
  ...TEXT_FILTERS,
  ...NUMBER_FILTERS,
  ...SEQUENCE_FILTERS,
  ...CHOOSING_FILTERS,
  JSON_FILTER,
]);

const ALIASES: ReadonlyMap<string, string> = new Map([["d", "default"]]);

/** The MTHDS filters of each category, and whether it reads the `$` and `@` shorthand, which needs two of them. */
const MTHDS_NAMES: Readonly<Record<TemplateCategory, readonly string[]>> = {
  basic: ["format", "tag"],
  expression: [],
  html: ["format", "tag", "escape_script_tag"],
  markdown: ["format", "tag", "escape_script_tag"],
  mermaid: [],
  llm_prompt: ["format", "tag", "with_images"],
  img_gen_prompt: ["format", "tag", "with_images"],
};

/** The filter of a name in a category; undefined when the category has none of that name. */
export function findFilter(category: TemplateCategory, name: string): Filter | undefined {
  const canonical = ALIASES.get(name) ?? name;
  if (MTHDS_NAMES[category].includes(canonical)) return MTHDS_FILTERS.get(canonical);
  if (canonical === "format") return PRINTF_FILTER;
  return COMMON.get(canonical);
}

/** Tells whether templates of a category read the `$` and `@` shorthand. */
export function hasShorthand(category: TemplateCategory): boolean {
  return MTHDS_NAMES[category].includes("tag");
}
