import { addCancelCommand } from "./commands/cancel.ts";
import { addCrateCommand } from "./commands/crate.ts";
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
import type { CommandPorts } from "./ports.ts";
import { runProgram, type AddCommand } from "./run-program.ts";
import type { CommandIo } from "./terminal/command-io.ts";

const COMMANDS: readonly AddCommand<CommandPorts>[] = [
  addRunCommand,
  addValidateCommand,
  addFixCommand,
  addFormatCommand,
  addInputsCommand,
  addTypesCommand,
  addCrateCommand,
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
];

/** Runs one command line (without the program's name) and resolves to its exit code. Never rejects. */
export const runCommand = (args: readonly string[], ports: CommandPorts, io: CommandIo): Promise<number> =>
  runProgram(args, ports, io, COMMANDS);
