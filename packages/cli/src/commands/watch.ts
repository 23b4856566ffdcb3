import { existsSync } from "node:fs";
import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { finishRun } from "../finish-run.ts";
import { sayEmulated } from "../first-lines.ts";
import { followRun } from "../follow-run.ts";
import { createProgress } from "../progress/create-progress.ts";
import { withFleetNotice } from "../progress/fleet-notice.ts";
import { openRecorded, resultsOf, type Session } from "../session.ts";
import { parseRunId } from "./arguments.ts";
import { readDurable } from "./read-durable.ts";

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
    .action((runId: string) => watchRun(context, runId));
}

async function watchRun(context: CommandContext, runId: string): Promise<void> {
  const progress = await createProgress(context.io, { quiet: context.isJson });
  let session: Session | undefined;
  try {
    const record = await readDurable(context, runId);
    if (record.providers.includes("emulated")) sayEmulated(context, progress);
    session = await openRecorded(context, record, {
      say: (line) => progress.say(line),
      functions: false,
    });
    progress.say(`Watching run ${runId} of ${record.entry}: ${session.backend.description}`);
    const shown = withFleetNotice(progress, session.backend.details);
    const followed = await followRun(context, await session.facade.attach(runId), shown).finally(() => shown.stop());
    if (followed.kind === "detached") {
      leaveWatched(context, runId);
      return;
    }
    const results = resultsOf(context, record);
    // Whoever drives the run writes its results; where nobody is left to, we do.
    if (existsSync(results) && !context.isJson) progress.say(`Run ${runId} completed. Results: ${results}`);
    else await finishRun(context, session.facade, followed.result, { results, report: false });
  } finally {
    progress.stop();
    await session?.close();
  }
}

/** The run goes on without its watcher. */
function leaveWatched({ exit, isJson }: CommandContext, runId: string): void {
  exit(INTERRUPTED);
  if (!isJson) return;
  throw createFailure("run.not_finished", { message: `Run ${runId} goes on; nobody watches it now.` });
}
