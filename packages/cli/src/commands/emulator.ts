import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

const EXAMPLES = `
Examples:
  perdure emulator start       prints its address: OPENAI_BASE_URL is that with /v1
  perdure emulator status
  perdure emulator stop        it also ends by itself after half an hour without a request
`;

const JSON_FAILURE = "print a failure as JSON on stderr";

/** `perdure emulator`. */
export function addEmulatorCommand(program: Command, context: CommandContext): void {
  const { io, ports } = context;
  const emulator = program
    .command("emulator")
    .summary("this project's emulated provider")
    .description("Starts, shows or stops the emulated provider. perdure run --emulated starts it, too.")
    .addHelpText("after", EXAMPLES);
  emulator
    .command("start")
    .description("Starts it, unless it runs, and prints its address on stdout.")
    .option("--json", JSON_FAILURE)
    .action(async () => {
      const { ensureEmulator } = await import("@perdure/emulator");
      const { url } = await ensureEmulator(await ports.stateFolder(io.folder, true));
      io.stdout.write(`${url}\n`);
    });
  emulator
    .command("status")
    .description("Shows where it runs.")
    .option("--json", JSON_FAILURE)
    .action(async () => {
      const { readEmulatorState } = await import("@perdure/emulator");
      const state_folder = await ports.stateFolder(io.folder, false);
      const state = readEmulatorState(state_folder);
      io.stdout.write(state === undefined ? "not running\n" : `recorded at ${state.url} (process ${state.pid})\n`);
    });
  emulator
    .command("stop")
    .description("Stops it.")
    .option("--json", JSON_FAILURE)
    .action(async () => {
      const { stopEmulator } = await import("@perdure/emulator");
      const state_folder = await ports.stateFolder(io.folder, false);
      context.say((await stopEmulator(state_folder)) ? "Stopped." : "It was not running.");
    });
}
