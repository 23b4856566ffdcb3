import type { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import type { InitOptions } from "./init.ts";
import type { LockOptions } from "./lock.ts";
import type { FromOption } from "./replaced-repositories.ts";

const EXAMPLES = `
Examples:
  perdure package init --address github.com/acme/invoices   makes the folder a package
  perdure package lock                                      resolves its dependencies, writes methods.lock
  perdure package install                                   fetches what methods.lock names

The package is found from the folder upwards.
`;

/** `perdure package`. What packages are read and fetched with is loaded when one of its commands runs. */
export function addPackageCommand(program: Command, context: CommandContext): void {
  const group = program
    .command("package")
    .alias("pkg")
    .summary("make, resolve and fetch packages of methods")
    .description("Packages: folders of methods with a METHODS.toml, which build on others and are built on.")
    .addHelpText("after", EXAMPLES);
  addInit(group, context);
  addLock(group, context);
  addInstall(group, context);
  addList(group, context);
  addValidate(group, context);
}

function addInit(group: Command, context: CommandContext): void {
  group
    .command("init")
    .summary("write a METHODS.toml for a folder of methods")
    .description("Writes a METHODS.toml that says who the package is, and exports the main pipe of each domain.")
    .argument("[folder]", "the folder of the methods; default: this one")
    .requiredOption("--address <host/path>", "where the package is to be fetched from: github.com/acme/invoices")
    .option("--name <name>", "what it is called; default: as the folder")
    .option("--package-version <version>", "its version", "0.1.0")
    .option("--description <text>", "what it is for")
    .option("--force", "replace a METHODS.toml that is there")
    .option("--json", "print a failure as JSON on stderr")
    .action(async (folder: string | undefined, options: InitOptions) => {
      const { init } = await import("./init.ts");
      await init(context, folder, options);
    });
}

function addLock(group: Command, context: CommandContext): void {
  addFrom(group.command("lock"))
    .summary("resolve the dependencies and write methods.lock")
    .description(
      "Resolves what the package builds on from the tags of its repositories: of each package the lowest version that everybody allows.",
    )
    .argument("[folder]", "a folder of the package; default: this one")
    .option("--check", "change nothing; exit 1 where methods.lock is not what the manifests say")
    .option("--json", "print the locked packages as JSON on stdout")
    .action(async (folder: string | undefined, options: LockOptions) => {
      const { lock } = await import("./lock.ts");
      await lock(context, folder, options);
    });
}

function addInstall(group: Command, context: CommandContext): void {
  addFrom(group.command("install"))
    .summary("fetch the packages that methods.lock names")
    .description(
      "Fetches what methods.lock names and is not there yet, into ~/.mthds/packages. Without a methods.lock, one is written first.",
    )
    .argument("[folder]", "a folder of the package; default: this one")
    .option("--json", "print what was done as JSON on stdout")
    .action(async (folder: string | undefined, options: FromOption) => {
      const { install } = await import("./install.ts");
      await install(context, folder, options);
    });
}

function addList(group: Command, context: CommandContext): void {
  group
    .command("list")
    .summary("list what the package builds on, and where it is")
    .description("Lists the packages that the package builds on: what is asked for, what is there, and where it lies.")
    .argument("[folder]", "a folder of the package; default: this one")
    .option("--json", "print JSON on stdout")
    .action(async (folder: string | undefined) => {
      const { list } = await import("./list.ts");
      await list(context, folder);
    });
}

function addValidate(group: Command, context: CommandContext): void {
  group
    .command("validate")
    .summary("check a package as it is to be published")
    .description("Checks the manifest by every rule, the lock, and all methods with what they build on.")
    .argument("[folder]", "a folder of the package; default: this one")
    .option("--json", "print the verdict as JSON on stdout; what is wrong also as one failure on stderr")
    .action(async (folder: string | undefined) => {
      const { validate } = await import("./validate.ts");
      await validate(context, folder);
    });
}

const addFrom = (command: Command): Command =>
  command.option(
    "--from <repository=folder>",
    "clone this repository from a folder of this machine instead of its address; may be repeated",
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  );
