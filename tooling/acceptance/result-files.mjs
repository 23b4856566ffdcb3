import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The four result files of a run with the run id replaced, and the picture without times, ids and attempts. */
export function readResults(folder, runId) {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const withoutId = (text) => text.replaceAll(runId, "[run id]");
  return {
    main: withoutId(read("main_stuff.json")),
    report: withoutId(read("report.md")),
    memory: withoutId(read("working_memory.json")),
    graph: withoutId(withoutVolatile(read("graph.html"))),
  };
}

/** Removes the elements that `graph.html` marks as volatile: times, ids and attempts. */
export function withoutVolatile(html) {
  return html.replace(/<(\w+)[^>]*\sdata-volatile[^>]*>[^<]*<\/\1>/gu, "");
}
