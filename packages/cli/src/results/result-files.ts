import type { Json } from "@perdure/crate";
import type { RunOutputs } from "../ports.ts";
import { renderGraph } from "./graph/render-graph.ts";
import { renderMarkdown } from "./render-markdown.ts";
import type { ResultFiles } from "./write-results.ts";

/** The four files of a finished run. The same run gives the same bytes on every backend, but for its id and times. */
export function resultFiles(outputs: RunOutputs): ResultFiles {
  return {
    "main_stuff.json": prettyJson(mainJson(outputs)),
    "report.md": reportText(outputs),
    "working_memory.json": prettyJson(outputs.working_memory),
    "graph.html": renderGraph(outputs),
  };
}

/** The content of the main output; a document that says so when it is absent. */
export function mainJson({ main }: Pick<RunOutputs, "main">): Json {
  return main.kind === "value" ? main.content : { absent: true, reason: main.reason };
}

/** The main output as Markdown. */
export function reportText({ main, crate }: Pick<RunOutputs, "main" | "crate">): string {
  if (main.kind === "absent") return `(no output: ${main.reason})\n`;
  return renderMarkdown(main.content, main.concept, main.is_list, crate.concepts);
}

/** JSON with its keys sorted, so that equal values are equal files. */
export function prettyJson(value: Json): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
