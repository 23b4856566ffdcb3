import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import type { CommandContext } from "../command-context.ts";
import { openPreparing, openProject, openRecorded } from "../session.ts";
import { parseRunId } from "./arguments.ts";

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
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: { readonly reason?: string }) => cancelRun(context, runId, options.reason));
}

async function cancelRun(context: CommandContext, runId: string, reason: string | undefined): Promise<void> {
  const { io } = context;
  const project = await openProject(context, { create: false });
  const preparing = await openPreparing(context, project);
  const record = await preparing.record(runId);
  await preparing.close();
  if (record.backend === "direct") {
    throw createFailure("request.invalid", {
      message: `Run ${runId} is direct: it lives in the process that started it.`,
      user_action: { kind: "change_input", detail: "Press Ctrl-C where it runs." },
    });
  }
  const session = await openRecorded(context, project, record, (line) => io.stderr.write(`${line}\n`));
  try {
    const handle = await session.facade.attach(runId);
    await handle.cancel(reason);
    await handle.detach();
    await session.facade.note(runId, "canceled");
    io.stderr.write(`Run ${runId} is being cancelled.\n`);
  } finally {
    await session.close();
  }
}
