import { addCrateCommand } from "./commands/crate.ts";
import { addFixCommand } from "./commands/fix.ts";
import { addFormatCommand } from "./commands/format.ts";
import { addInputsCommand } from "./commands/inputs.ts";
import { addTypesCommand } from "./commands/types.ts";
import { addValidateCommand } from "./commands/validate.ts";
import type { ReadingPorts } from "./ports.ts";
import { runProgram, type AddCommand } from "./run-program.ts";
import type { CommandIo } from "./terminal/command-io.ts";

export type { CheckedMethod, MethodReader, ReadingPorts } from "./ports.ts";
export type { CommandIo, OutputStream } from "./terminal/command-io.ts";
export { processIo } from "./terminal/process-io.ts";

const COMMANDS: Readonly<Record<string, AddCommand<ReadingPorts>>> = {
  crate: addCrateCommand,
  fix: addFixCommand,
  format: addFormatCommand,
  inputs: addInputsCommand,
  types: addTypesCommand,
  validate: addValidateCommand,
};

/** The names of the commands that only read methods. */
export const READING_COMMANDS: readonly string[] = Object.keys(COMMANDS);

/** `runCommand` for a command line that starts with the name of a reading command: it loads nothing that runs methods. */
export function runReading(args: readonly string[], ports: ReadingPorts, io: CommandIo): Promise<number> {
  const [name = ""] = args;
  const asked = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return runProgram(args, ports, io, asked === undefined ? Object.values(COMMANDS) : [asked]);
}
