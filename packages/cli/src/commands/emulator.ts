import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { openProject } from "../session.ts";

const EXAMPLES = `
Examples:
  perdure emulator status
  perdure emulator stop        it also ends by itself after half an hour without a request
`;

/** `perdure emulator`. */
export function addEmulatorCommand(program: Command, context: CommandContext): void {
  const { io } = context;
  const emulator = program
    .command("emulator")
    .summary("this project's emulated provider")
    .description("Shows or stops the emulated provider, which perdure run --emulated starts.")
    .addHelpText("after", EXAMPLES);
  emulator
    .command("status")
    .description("Shows where it runs.")
    .action(async () => {
      const { readEmulatorState } = await import("@perdure/emulator");
      const { state_folder } = await openProject(context, { create: false });
      const state = readEmulatorState(state_folder);
      io.stdout.write(state === undefined ? "not running\n" : `recorded at ${state.url} (process ${state.pid})\n`);
    });
  emulator
    .command("stop")
    .description("Stops it.")
    .action(async () => {
      const { stopEmulator } = await import("@perdure/emulator");
      const { state_folder } = await openProject(context, { create: false });
      io.stderr.write((await stopEmulator(state_folder)) ? "Stopped.\n" : "It was not running.\n");
    });
}
