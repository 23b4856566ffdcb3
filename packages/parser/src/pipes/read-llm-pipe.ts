import type { LlmPipe } from "@perdure/crate";
import { checkVariables } from "./check-variables.ts";
import { isSince } from "../diagnostics/language-profile.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import { readStyle, readTemplateText } from "./read-template.ts";
import type { ReadTemplate, TemplateStyle } from "./read-template.ts";
import { fieldOf, wordOf } from "../source/toml-fields.ts";

/** Names that prompts may read without declaring them: the language's own place-holders. */
const EXEMPT = ["preliminary_text", "place_holder"] as const;

/**
 * Reads a PipeLLM. Without a system prompt of its own it has that of its bundle; in the profiles that know a domain's, where its bundle
 * has none, that of the domain.
 */
export function readLlmPipe(context: PipeContext): LlmPipe {
  const { reporter, table, declared } = context;
  const style = readStyle(context, table);
  const prompt_text = fieldOf(reporter, table, "prompt", "string");
  const own_system = fieldOf(reporter, table, "system_prompt", "string");
  const system_text = table.entries.has("system_prompt") ? own_system : declared.bundle.system_prompt;
  const prompt = prompt_text === undefined ? undefined : readTemplateText(context, prompt_text, "llm_prompt", style);
  const system =
    system_text === undefined
      ? systemOfDomain(context, style)
      : readTemplateText(context, system_text, "llm_prompt", style);
  if (!table.entries.has("prompt") && system === undefined) {
    reporter.report("llm.prompt_missing", declared.entry.keySpan, { pipe: declared.ref, code: declared.code });
  } else {
    const isPartial =
      (table.entries.has("prompt") && prompt_text === undefined) ||
      (table.entries.has("system_prompt") && own_system === undefined);
    checkVariables(context, [prompt, system], { unread: "error", exempt: EXEMPT, isPartial });
  }
  const model = readModel(context, "model", "llm");
  const model_to_structure = readModel(context, "model_to_structure", "llm");
  return {
    ...context.base,
    type: "PipeLLM",
    ...(prompt === undefined ? {} : { prompt: prompt.source }),
    ...(system === undefined ? {} : { system_prompt: system.source }),
    ...(model === undefined ? {} : { model }),
    ...(model_to_structure === undefined ? {} : { model_to_structure }),
    structuring_method: wordOf(reporter, table, "structuring_method", ["direct", "preliminary_text"]) ?? "direct",
  };
}

/** The first system prompt of a domain's other bundles. It is checked where a pipe of its own bundle has it. */
function systemOfDomain({ library, declared, table }: PipeContext, style: TemplateStyle): ReadTemplate | undefined {
  if (table.entries.has("system_prompt") || !isSince(library.profile, "2.x")) return undefined;
  const { namespace } = declared.bundle;
  const written = library.bundles.find(
    (bundle) => bundle.namespace === namespace && bundle.system_prompt !== undefined,
  );
  const text = written?.system_prompt?.value;
  return text === undefined ? undefined : { source: { text, category: "llm_prompt", ...style }, readings: undefined };
}
