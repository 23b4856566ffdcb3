import { processIo, runCommand } from "@perdure/cli";
import { createCommandPorts } from "./command/command-ports.ts";

/** Runs the command line of this process and resolves to its exit code. For the `perdure` bin alone. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, createCommandPorts(), processIo());
}
