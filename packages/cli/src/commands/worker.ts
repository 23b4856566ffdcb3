import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { openProject, openSession } from "../session.ts";

const EXAMPLES = `
Examples:
  perdure worker                            serves the queue of perdure.toml, or "perdure"
  perdure worker --task-queue documents     serves another queue

With worker = "fleet" under [temporal], perdure run starts no worker of its own: these do the work, on as many machines as you like.
`;

/** `perdure worker`. */
export function addWorkerCommand(program: Command, context: CommandContext): void {
  program
    .command("worker")
    .summary("work on runs of a Temporal server")
    .description("Serves a task queue of a Temporal server until Ctrl-C.")
    .option("--task-queue <name>", "the queue to serve")
    .option("--json", "print a failure as JSON on stderr, and nothing else")
    .addHelpText("after", EXAMPLES)
    .action((options: { readonly taskQueue?: string }) => work(context, options.taskQueue));
}

async function work(context: CommandContext, taskQueue: string | undefined): Promise<void> {
  const { io } = context;
  const project = await openProject(context, { create: true });
  const session = await openSession(context, project, { mode: "temporal" }, { say: context.say, functions: true });
  try {
    // The backend learns who runs its leaves when the facade first uses it.
    void session.facade.capabilities;
    const worker = await session.backend.startWorker?.({ task_queue: taskQueue });
    if (worker === undefined) throw createFailure("runtime.unsupported", { message: "This backend has no workers." });
    context.say(`Working: ${session.backend.description}, queue ${worker.task_queue}. Ctrl-C stops it.`);
    let release: () => void = () => undefined;
    const interrupted = new Promise<"interrupted">((resolve) => {
      release = io.onInterrupt(() => resolve("interrupted"));
    });
    const ended = await Promise.race([interrupted, worker.ended]).finally(() => release());
    if (ended === "interrupted") {
      context.say("Finishing what is in flight …");
      await worker.stop();
      context.exit(INTERRUPTED);
    }
  } finally {
    await session.close();
  }
}
