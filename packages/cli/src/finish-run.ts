import { relative } from "node:path";
import type { RunResult } from "@perdure/engine";
import { plainText } from "@perdure/failures/cli";
import type { CommandContext } from "./command-context.ts";
import type { Facade } from "./ports.ts";
import { mainJson, prettyJson, reportText, resultFiles } from "./results/result-files.ts";
import { writeResults } from "./results/write-results.ts";

/** How a finished run is printed. */
export interface FinishOptions {
  readonly results: string;
  /** The report's text, also when piped. */
  readonly report: boolean;
}

/**
 * Writes the result files, then prints the result on stdout: the report at a terminal, JSON elsewhere. A result whose files
 * cannot be written is printed all the same, before that failure is thrown.
 */
export async function finishRun(
  { io, isJson, say }: CommandContext,
  facade: Facade,
  result: RunResult,
  options: FinishOptions,
): Promise<void> {
  const outputs = await facade.outputs(result);
  const isRendered = !isJson && (options.report || io.stdout.isTerminal);
  try {
    writeResults(options.results, resultFiles(outputs));
  } finally {
    io.stdout.write(isRendered ? plainText(reportText(outputs)) : prettyJson(mainJson(outputs)));
  }
  const folder = relative(io.folder, options.results);
  say(`Run ${result.run_id} completed. Results: ${folder === "" ? options.results : folder}/`);
  say("  main_stuff.json  report.md  working_memory.json  graph.html");
}
