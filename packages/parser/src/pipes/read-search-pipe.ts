import type { SearchPipe } from "@perdure/crate";
import { checkVariables, unreadSince } from "./check-variables.ts";
import { noteUnsupported } from "./note-unsupported.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import { readRequiredPrompt } from "./read-prompt.ts";
import { readStyle } from "./read-template.ts";
import { readCount, readDate, readFlag, readStrings } from "./read-values.ts";

/** Reads a PipeSearch: what is asked of the web, and where and when it may have been written. */
export function readSearchPipe(context: PipeContext): SearchPipe | undefined {
  noteUnsupported(context, "PipeSearch");
  const style = readStyle(context, context.table);
  const prompt = readRequiredPrompt(context, "prompt", { category: "llm_prompt", style });
  if (prompt !== undefined) checkVariables(context, [prompt], { unread: unreadSince(context) });
  const model = readModel(context, "model", "search");
  const include_images = readFlag(context, "include_images");
  const max_results = readCount(context, "max_results", 1);
  const from_date = readDate(context, "from_date");
  const to_date = readDate(context, "to_date");
  const include_domains = readStrings(context, "include_domains");
  const exclude_domains = readStrings(context, "exclude_domains");
  if (prompt === undefined) return undefined;
  return {
    ...context.base,
    type: "PipeSearch",
    prompt: prompt.source,
    ...(model === undefined ? {} : { model }),
    ...(include_images === undefined ? {} : { include_images }),
    ...(max_results === undefined ? {} : { max_results }),
    ...(from_date === undefined ? {} : { from_date }),
    ...(to_date === undefined ? {} : { to_date }),
    ...(include_domains === undefined ? {} : { include_domains }),
    ...(exclude_domains === undefined ? {} : { exclude_domains }),
  };
}
