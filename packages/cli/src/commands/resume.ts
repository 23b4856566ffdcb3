import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { finishRun } from "../finish-run.ts";
import { sayEmulated } from "../first-lines.ts";
import { followRun, leaveRun } from "../follow-run.ts";
import { createProgress } from "../progress/create-progress.ts";
import { withFleetNotice } from "../progress/fleet-notice.ts";
import { openRecorded, resultsOf, withRecords, type Session } from "../session.ts";
import { parseRunId } from "./arguments.ts";
import { readDurable } from "./read-durable.ts";

const EXAMPLES = `
Examples:
  perdure runs                      names the runs
  perdure resume 1kq8m2xzt-k3xa9    finishes it: recorded steps are not run again
`;

/** `perdure resume`. */
export function addResumeCommand(program: Command, context: CommandContext): void {
  program
    .command("resume")
    .summary("finish a run that stopped")
    .description("Takes up a durable run after a crash, after Ctrl-C, or after it failed.")
    .argument("<run id>", "the run", parseRunId)
    .option("--report", "print the report's text also when piped")
    .option("--json", "print JSON only: the result on stdout, a failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: { readonly report?: boolean }) =>
      resumeRun(context, runId, options.report === true),
    );
}

async function resumeRun(context: CommandContext, runId: string, report: boolean): Promise<void> {
  const progress = await createProgress(context.io, { quiet: context.isJson });
  const say = (line: string): void => progress.say(line);
  let session: Session | undefined;
  try {
    const record = await readDurable(context, runId);
    if (record.providers.includes("emulated")) {
      sayEmulated(context, progress);
      await withRecords(context, (reader) => reader.ensureEmulated());
    }
    session = await openRecorded(context, record, { say, functions: true });
    say(`Resuming run ${runId} of ${record.entry}: ${session.backend.description}`);
    const shown = withFleetNotice(progress, session.backend.details);
    const followed = await followRun(context, await session.facade.resume(runId), shown).finally(() => shown.stop());
    if (followed.kind === "detached") leaveRun(context, runId, progress);
    else await finishRun(context, session.facade, followed.result, { results: resultsOf(context, record), report });
  } finally {
    progress.stop();
    await session?.close();
  }
}
