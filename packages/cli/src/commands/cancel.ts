import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { openRecorded } from "../session.ts";
import { parseRunId } from "./arguments.ts";
import { readDurable } from "./read-durable.ts";

const EXAMPLES = `
Examples:
  perdure cancel 1kq8m2xzt-k3xa9
`;

/** `perdure cancel`. */
export function addCancelCommand(program: Command, context: CommandContext): void {
  program
    .command("cancel")
    .summary("end a durable run")
    .description("Cancels a durable run: nothing new starts, calls in flight are cut off.")
    .argument("<run id>", "the run", parseRunId)
    .option("--reason <text>", "why, for whoever reads the run later")
    .option("--json", "print a failure as JSON on stderr, and nothing else")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: { readonly reason?: string }) => cancelRun(context, runId, options.reason));
}

async function cancelRun(context: CommandContext, runId: string, reason: string | undefined): Promise<void> {
  const record = await readDurable(context, runId);
  const session = await openRecorded(context, record, { say: context.say, functions: false });
  try {
    await session.facade.cancel(runId, reason);
    context.say(`Run ${runId} is being cancelled.`);
  } finally {
    await session.close();
  }
}
