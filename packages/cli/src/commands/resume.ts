import type { Command } from "commander";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { finishRun } from "../finish-run.ts";
import { EMULATED_LINE } from "../first-lines.ts";
import { followRun } from "../follow-run.ts";
import { createProgress } from "../progress/create-progress.ts";
import { openPreparing, openProject, openRecorded } from "../session.ts";
import { parseRunId } from "./arguments.ts";

const EXAMPLES = `
Examples:
  perdure runs                      names the runs
  perdure resume 1kq8m2xzt-k3xa9    finishes it: recorded steps are not run again
`;

interface ResumeOptions {
  readonly json?: boolean;
  readonly report?: boolean;
}

/** `perdure resume`. */
export function addResumeCommand(program: Command, context: CommandContext): void {
  program
    .command("resume")
    .summary("finish a run that stopped")
    .description("Takes up a durable run after a crash, after Ctrl-C, or (journal) after it failed.")
    .argument("<run id>", "the run", parseRunId)
    .option("--report", "print the report's text also when piped")
    .option("--json", "print JSON only: the result on stdout, a failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: ResumeOptions) => resumeRun(context, runId, options));
}

async function resumeRun(context: CommandContext, runId: string, options: ResumeOptions): Promise<void> {
  if (options.json === true) context.asJson();
  const progress = createProgress(context.io, { quiet: options.json === true });
  const project = await openProject(context, { create: true });
  const preparing = await openPreparing(context, project);
  const record = await preparing.record(runId);
  const isEmulated = record.providers.includes("emulated");
  const say = (line: string): void => progress.say(line);
  if (isEmulated) await preparing.ensureEmulated();
  await preparing.close();
  const session = await openRecorded(context, project, record, say);
  const { backend, facade } = session;
  try {
    if (isEmulated) say(EMULATED_LINE);
    say(`Resuming run ${runId} of ${record.entry}: ${backend.description}`);
    const followed = await followRun(context.io, await facade.resume(runId), progress);
    progress.stop();
    if (followed.kind === "detached") {
      say(`Left run ${runId}. Take it up again: npx perdure resume ${runId}`);
      context.exit(INTERRUPTED);
      return;
    }
    await finishRun(context, facade, followed.result, {
      results: record.results,
      json: options.json === true,
      report: options.report === true,
    });
    if (isEmulated) say(EMULATED_LINE);
  } finally {
    progress.stop();
    await session.close();
  }
}
