import { Command, CommanderError } from "commander";
import { createFailure, toFailure, type FailureError } from "@perdure/failures";
import { failureDocument } from "@perdure/failures/cli";
import { NO_VERDICT, type CommandContext } from "./command-context.ts";
import { addCancelCommand } from "./commands/cancel.ts";
import { addEmulatorCommand } from "./commands/emulator.ts";
import { addInputsCommand } from "./commands/inputs.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addResumeCommand } from "./commands/resume.ts";
import { addRunCommand } from "./commands/run.ts";
import { addRunsCommand } from "./commands/runs.ts";
import { addTemporalCommand } from "./commands/temporal.ts";
import { addValidateCommand } from "./commands/validate.ts";
import { addWatchCommand } from "./commands/watch.ts";
import { addWorkerCommand } from "./commands/worker.ts";
import type { CommandPorts } from "./ports.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { exitCodeOf, printFailure } from "./terminal/print-failure.ts";

const GUIDE = `
Start here:
  perdure validate invoice.mthds                      is the method right?
  perdure inputs invoice.mthds                        what does it need? (writes inputs.json)
  perdure run invoice.mthds --emulated                try it: no key, nothing paid
  perdure run invoice.mthds -i document=@march.pdf    run it, with a provider's key set
  perdure run invoice.mthds --durable                 survive a crash: perdure resume <run id>

Progress and messages are on stderr, results on stdout. Exit codes: 0 done, 1 failed, 2 no verdict, 130 Ctrl-C.
`;

/** Runs one command line (without the program's name) and resolves to its exit code. Never rejects. */
export async function runCommand(args: readonly string[], ports: CommandPorts, io: CommandIo): Promise<number> {
  let code = 0;
  let isJson = args.includes("--json");
  const context: CommandContext = {
    io,
    ports,
    exit: (asked) => (code = asked),
    asJson: () => (isJson = true),
  };
  const program = createProgram(context, () => isJson);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, isJson, io);
    const failure = toFailure(error, { now_ms: io.now() });
    printAnyFailure(io, failure, isJson);
    return exitCodeOf(failure);
  }
}

function createProgram(context: CommandContext, isJson: () => boolean): Command {
  const { io } = context;
  const program = new Command("perdure")
    .description("Runs AI methods written in MTHDS: in one process, durably on one machine, or on Temporal.")
    .version(context.ports.version, "-v, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => (isJson() ? undefined : io.stderr.write(text)),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .showHelpAfterError("(perdure --help shows the commands and examples)")
    .addHelpText("after", GUIDE);
  for (const add of [
    addRunCommand,
    addValidateCommand,
    addInputsCommand,
    addModelsCommand,
    addRunsCommand,
    addWatchCommand,
    addResumeCommand,
    addCancelCommand,
    addWorkerCommand,
    addTemporalCommand,
    addEmulatorCommand,
  ]) {
    add(program, context);
  }
  return program;
}

/** Help and version are answers; anything else is a command line that was not understood, and has been said. */
function usageExit(error: CommanderError, isJson: boolean, io: CommandIo): number {
  if (error.exitCode === 0 || error.code === "commander.help") return error.code === "commander.help" ? NO_VERDICT : 0;
  if (isJson) {
    const message = error.message.replace(/^error: /u, "");
    printAnyFailure(io, createFailure("request.invalid", { message, cause: error }), true);
  }
  return NO_VERDICT;
}

function printAnyFailure(io: CommandIo, failure: FailureError, isJson: boolean): void {
  if (isJson) io.stderr.write(`${JSON.stringify(failureDocument(failure))}\n`);
  else printFailure(io, failure);
}
