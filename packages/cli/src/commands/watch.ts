import { existsSync } from "node:fs";
import type { Command } from "commander";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { finishRun } from "../finish-run.ts";
import { followRun } from "../follow-run.ts";
import { createProgress } from "../progress/create-progress.ts";
import { openPreparing, openProject, openRecorded } from "../session.ts";
import { parseRunId } from "./arguments.ts";

const EXAMPLES = `
Examples:
  perdure watch 1kq8m2xzt-k3xa9     follows a durable run from another terminal; Ctrl-C leaves it alone
`;

/** `perdure watch`. */
export function addWatchCommand(program: Command, context: CommandContext): void {
  program
    .command("watch")
    .summary("follow a durable run")
    .description("Shows the progress of a run that another process drives, until it ends. Drives nothing.")
    .argument("<run id>", "the run", parseRunId)
    .option("--json", "print the result as JSON, a failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: { readonly json?: boolean }) => watchRun(context, runId, options.json === true));
}

async function watchRun(context: CommandContext, runId: string, json: boolean): Promise<void> {
  if (json) context.asJson();
  const progress = createProgress(context.io, { quiet: json });
  const project = await openProject(context, { create: false });
  const preparing = await openPreparing(context, project);
  const record = await preparing.record(runId);
  await preparing.close();
  const session = await openRecorded(context, project, record, (line) => progress.say(line));
  try {
    progress.say(`Watching run ${runId} of ${record.entry}: ${session.backend.description}`);
    const followed = await followRun(context.io, await session.facade.attach(runId), progress);
    progress.stop();
    if (followed.kind === "detached") {
      context.exit(INTERRUPTED);
      return;
    }
    // Whoever drives the run writes its results; where nobody is left to, we do.
    if (existsSync(record.results) && !json) {
      progress.say(`Run ${runId} completed. Results: ${record.results}`);
      return;
    }
    await finishRun(context, session.facade, followed.result, { results: record.results, json, report: false });
  } finally {
    progress.stop();
    await session.close();
  }
}
