import { Command, CommanderError, InvalidArgumentError } from "commander";
import { createFailure, isFailureCode, withLocation, type FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { NO_VERDICT, type CommandContext } from "./command-context.ts";
import { addCancelCommand } from "./commands/cancel.ts";
import { addEmulatorCommand } from "./commands/emulator.ts";
import { addExplainCommand } from "./commands/explain.ts";
import { addFixCommand } from "./commands/fix.ts";
import { addFormatCommand } from "./commands/format.ts";
import { addInputsCommand } from "./commands/inputs.ts";
import { addModelsCommand } from "./commands/models.ts";
import { addPackageCommand } from "./commands/package/package.ts";
import { addResumeCommand } from "./commands/resume.ts";
import { addRunCommand } from "./commands/run.ts";
import { addRunsCommand } from "./commands/runs.ts";
import { addTemporalCommand } from "./commands/temporal.ts";
import { addTypesCommand } from "./commands/types.ts";
import { addValidateCommand } from "./commands/validate.ts";
import { addWatchCommand } from "./commands/watch.ts";
import { addWorkerCommand } from "./commands/worker.ts";
import { canBeTrusted } from "./configuration/known-settings.ts";
import type { CommandPorts } from "./ports.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { exitCodeOf, printFailure } from "./terminal/print-failure.ts";

const GUIDE = `
Start here:
  perdure validate invoice.mthds                      is the method right?
  perdure fix invoice.mthds                           correct what leaves no doubt
  perdure inputs invoice.mthds                        what does it need? (writes inputs.json)
  perdure run invoice.mthds --emulated                try it: no key, nothing paid
  perdure run invoice.mthds -i document=@march.pdf    run it, with a provider's key set
  perdure run invoice.mthds --durable                 survive a crash: perdure resume <run id>

Progress and messages are on stderr, results on stdout. Exit codes: 0 done, 1 failed, 2 no verdict, 130 Ctrl-C.
With --json a failure is one JSON document on stderr: { error: { code, category, message, user_action, ... } }.
`;

/** Runs one command line (without the program's name) and resolves to its exit code. Never rejects. */
export async function runCommand(args: readonly string[], ports: CommandPorts, io: CommandIo): Promise<number> {
  let code: number | undefined;
  const lastLines: string[] = [];
  const trusted: string[] = [];
  const isJson = args.includes("--json");
  const context: CommandContext = {
    io,
    ports,
    isJson,
    trusted,
    places: new Map(),
    say: (line) => {
      if (!isJson) io.stderr.write(`${line}\n`);
    },
    exit: (asked) => (code = asked),
    sayAtEnd: (line) => void lastLines.unshift(line),
  };
  const program = createProgram(context, (setting) => trusted.push(setting));
  try {
    await program.parseAsync(args, { from: "user" });
    return code ?? 0;
  } catch (error) {
    if (error instanceof CommanderError && isAnswer(error)) return error.exitCode === 0 ? 0 : NO_VERDICT;
    const failure = error instanceof CommanderError ? usageFailure(error) : placed(error, context);
    printFailure(io, failure, { json: isJson });
    return code ?? exitCodeOf(failure);
  } finally {
    lastLines.forEach(context.say);
  }
}

function createProgram(context: CommandContext, trust: (setting: string) => void): Command {
  const { io } = context;
  const program = new Command("perdure")
    .description("Runs AI methods written in MTHDS: in one process, durably on one machine, or on Temporal.")
    .version(context.ports.version, "-v, --version")
    .option("--trust <setting>", "let this project say where a credential goes, this once", (setting: string) => {
      if (!canBeTrusted(setting)) throw new InvalidArgumentError("No project needs to be trusted with it.");
      trust(setting);
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // A command line that is not understood is reported as any other failure.
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .addHelpText("after", GUIDE);
  for (const add of [
    addRunCommand,
    addValidateCommand,
    addFixCommand,
    addFormatCommand,
    addInputsCommand,
    addTypesCommand,
    addModelsCommand,
    addPackageCommand,
    addRunsCommand,
    addWatchCommand,
    addResumeCommand,
    addCancelCommand,
    addExplainCommand,
    addWorkerCommand,
    addTemporalCommand,
    addEmulatorCommand,
  ]) {
    add(program, context);
  }
  return program;
}

function placed(error: unknown, { io, places }: CommandContext): FailureError {
  const failure = toFailure(error, { now_ms: io.now() });
  const { code, location } = failure.report;
  const place = isFailureCode(code) && location?.file === undefined ? places.get(code) : undefined;
  return place === undefined ? failure : withLocation(failure, place);
}

/** Help and version are answers; anything else is a command line that was not understood. */
const isAnswer = ({ exitCode, code }: CommanderError): boolean => exitCode === 0 || code === "commander.help";

function usageFailure(error: CommanderError): FailureError {
  const [first = "", ...more] = error.message.replace(/^error: /u, "").split("\n");
  const message = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}${/[.!?]$/u.test(first) ? "" : "."}`;
  return createFailure("request.invalid", {
    message: [message, ...more.map((line) => line.replaceAll(/^\(|\)$/gu, ""))].join(" "),
    user_action: {
      kind: "change_input",
      detail: "perdure --help lists the commands, perdure <command> --help their options.",
    },
    cause: error,
  });
}
