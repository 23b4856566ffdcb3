import { relative } from "node:path";
import type { RunResult } from "@perdure/engine";
import type { CommandContext } from "./command-context.ts";
import type { Facade } from "./ports.ts";
import { mainJson, prettyJson, reportText, resultFiles } from "./results/result-files.ts";
import { writeResults } from "./results/write-results.ts";
import { plainText } from "./terminal/plain-text.ts";

/** How a finished run is printed. */
export interface FinishOptions {
  readonly results: string;
  readonly json: boolean;
  /** The report's text, also when piped. */
  readonly report: boolean;
}

/** Writes the result files, then prints the result on stdout: the report at a terminal, JSON elsewhere. */
export async function finishRun(
  { io }: CommandContext,
  facade: Facade,
  result: RunResult,
  options: FinishOptions,
): Promise<void> {
  const outputs = await facade.outputs(result);
  writeResults(options.results, resultFiles(outputs));
  const isRendered = !options.json && (options.report || io.stdout.isTerminal);
  io.stdout.write(isRendered ? plainText(reportText(outputs)) : prettyJson(mainJson(outputs)));
  if (options.json) return;
  const folder = relative(io.folder, options.results);
  io.stderr.write(`Run ${result.run_id} completed. Results: ${folder === "" ? options.results : folder}/\n`);
  io.stderr.write("  main_stuff.json  report.md  working_memory.json  graph.html\n");
}
