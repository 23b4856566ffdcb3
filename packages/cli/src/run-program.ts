import { Command, CommanderError, InvalidArgumentError } from "commander";
import { createFailure, isFailureCode, isFailureError, withLocation, type FailureError } from "@perdure/failures";
import { NO_VERDICT, type ContextOf } from "./command-context.ts";
import { canBeTrusted } from "./configuration/known-settings.ts";
import type { ReadingPorts } from "./ports.ts";
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

/** Adds a command to the program. */
export type AddCommand<Ports> = (program: Command, context: ContextOf<Ports>) => void;

/**
 * Runs one command line (without the program's name) of a program that has some commands, and resolves to its exit code. Never
 * rejects.
 */
export async function runProgram<Ports extends ReadingPorts>(
  args: readonly string[],
  ports: Ports,
  io: CommandIo,
  commands: readonly AddCommand<Ports>[],
): Promise<number> {
  let code: number | undefined;
  const lastLines: string[] = [];
  const trusted: string[] = [];
  const isJson = args.includes("--json");
  const context: ContextOf<Ports> = {
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
  for (const add of commands) add(program, context);
  try {
    await program.parseAsync(args, { from: "user" });
    return code ?? 0;
  } catch (error) {
    if (error instanceof CommanderError && isAnswer(error)) return error.exitCode === 0 ? 0 : NO_VERDICT;
    const failure = error instanceof CommanderError ? usageFailure(error) : await placed(error, context);
    printFailure(io, failure, { json: isJson });
    return code ?? exitCodeOf(failure);
  } finally {
    lastLines.forEach(context.say);
  }
}

function createProgram(context: ContextOf<ReadingPorts>, trust: (setting: string) => void): Command {
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
  return program;
}

async function placed(error: unknown, { io, places }: ContextOf<unknown>): Promise<FailureError> {
  const failure = isFailureError(error) ? error : await classified(error, io);
  const { code, location } = failure.report;
  const place = isFailureCode(code) && location?.file === undefined ? places.get(code) : undefined;
  return place === undefined ? failure : withLocation(failure, place);
}

/** What knows every library's errors is loaded for one that is not ours already. */
async function classified(error: unknown, io: CommandIo): Promise<FailureError> {
  const { toFailure } = await import("@perdure/failures/all");
  return toFailure(error, { now_ms: io.now() });
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
