import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

const EXAMPLES = `
Examples:
  perdure temporal start-dev           a local server for this project, on loopback
  perdure temporal start-dev --build   compile it with Go when it cannot be downloaded (about five minutes, once)
  perdure temporal status
  perdure temporal stop-dev
`;

const JSON_FAILURE = "print a failure as JSON on stderr";

/** `perdure temporal`. */
export function addTemporalCommand(program: Command, context: CommandContext): void {
  const { io, ports } = context;
  const temporal = program
    .command("temporal")
    .summary("this project's local Temporal server")
    .description("Starts, stops and shows the project's own Temporal dev server.")
    .addHelpText("after", EXAMPLES);
  const place = async (create: boolean) => {
    return { state_folder: await ports.stateFolder(io.folder, create), project: io.folder };
  };
  temporal
    .command("start-dev")
    .description("Starts the server where it does not run; its state stays in .perdure/temporal.")
    .option("--build", "allow compiling the server with Go")
    .option("--json", JSON_FAILURE)
    .action(async (options: { readonly build?: boolean }) => {
      const server = await ports.devServer.start({
        ...(await place(true)),
        build: options.build === true,
        say: context.say,
      });
      context.say(`Temporal ${server.started ? "started" : "runs"} at ${server.address} (process ${server.pid}).`);
    });
  temporal
    .command("stop-dev")
    .description("Stops it; runs on it go on when it is started again.")
    .option("--json", JSON_FAILURE)
    .action(async () => {
      const wasRunning = await ports.devServer.stop(await place(false));
      context.say(wasRunning ? "Stopped." : "It was not running.");
    });
  temporal
    .command("status")
    .description("Shows where it runs.")
    .option("--json", JSON_FAILURE)
    .action(async () => {
      const server = await ports.devServer.status(await place(false));
      io.stdout.write(
        server === undefined ? "not running\n" : `running at ${server.address} (process ${server.pid})\n`,
      );
    });
}
