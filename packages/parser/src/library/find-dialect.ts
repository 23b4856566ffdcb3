import type { Span } from "../source/source-text.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";

/** A word of a dialect from before the standard, and what is written now. */
export interface OldWord {
  readonly old: string;
  readonly now: string;
  readonly span: Span;
}

/** Keys of pipes that only the dialects have, with what is written now. */
const PIPE_WORDS: ReadonlyMap<string, string> = new Map([
  ["definition", "description"],
  ["prompt_template", "prompt"],
  ["prompt_template_to_structure", "structuring_method"],
  ["system_prompt_to_structure", "structuring_method"],
  ["llm", "model"],
  ["llm_to_structure", "model_to_structure"],
  ["img_gen", "model"],
  ["img_gen_prompt", "prompt"],
  ["imgg_handle", "model"],
  ["ocr", "model"],
  ["ocr_handle", "model"],
  ["jinja2", "template"],
  ["jinja2_name", "template"],
  ["parallels", "branches"],
  ["pipe_map", "outcomes"],
  ["default_pipe_code", "default_outcome"],
  ["batch_params", "input_list_name and input_item_name"],
  ["output_multiplicity", "brackets after the output's concept"],
  ["multiple_output", "brackets after the output's concept"],
  ["nb_output", "brackets after the output's concept"],
  ["target_format", "templating_style"],
]);
const CONCEPT_WORDS: ReadonlyMap<string, string> = new Map([
  ["definition", "description"],
  ["Concept", "description"],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ["PipeOcr", "PipeExtract"],
  ["PipeOCR", "PipeExtract"],
  ["PipeJinja2", "PipeCompose"],
  ["PipeImgg", "PipeImgGen"],
  ["PipeLLMPrompt", "PipeCompose"],
]);
/** `PipeLLM = "What it does"`, from before pipes had a `type`. */
const TYPE_AS_KEY = /^Pipe[A-Z][A-Za-z0-9]*$/u;

/**
 * The words of a dialect from before the standard that a bundle uses, in the order of the text. One alone is a slip, and is
 * reported where it is; two or more are another dialect.
 */
export function findDialect(root: TomlTable): readonly OldWord[] {
  const words: OldWord[] = [];
  const note = (entry: TomlEntry, now: string | undefined): void => {
    if (now !== undefined) words.push({ old: entry.key, now, span: entry.keySpan });
  };
  const header = root.entries.get("definition");
  if (header !== undefined) note(header, "description");
  for (const concept of tablesOf(root, "concept")) {
    for (const entry of concept.entries.values()) note(entry, CONCEPT_WORDS.get(entry.key));
  }
  for (const pipe of tablesOf(root, "pipe")) {
    for (const entry of pipe.entries.values()) {
      note(entry, PIPE_WORDS.get(entry.key));
      const { value } = entry;
      if (value.kind !== "string") continue;
      if (entry.key.startsWith("Pipe") && TYPE_AS_KEY.test(entry.key))
        note(entry, `type = "${TYPES.get(entry.key) ?? entry.key}" and description`);
      const type = entry.key === "type" ? TYPES.get(value.value) : undefined;
      if (type !== undefined) words.push({ old: value.value, now: type, span: value.span });
    }
  }
  return words.toSorted((left, right) => left.span.start - right.span.start);
}

function tablesOf(root: TomlTable, key: "concept" | "pipe"): readonly TomlTable[] {
  const table = root.entries.get(key)?.value;
  if (table?.kind !== "table") return [];
  return [...table.entries.values()].flatMap(({ value }) => (value.kind === "table" ? [value] : []));
}
