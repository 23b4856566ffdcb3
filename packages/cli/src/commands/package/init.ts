import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createFailure } from "@perdure/failures";
import { messageOf } from "@perdure/parser";
import { draftManifest, loadPackage, MANIFEST_NAME, packageNameOf, parseManifest } from "@perdure/parser/packages";
import { NO_VERDICT, type CommandContext } from "../../command-context.ts";
import { writeWholeFile } from "../../write-whole-file.ts";
import { packagePath, shownIn } from "./package-folder.ts";
import { refuse } from "./refuse.ts";

/** What `perdure package init` was told. */
export interface InitOptions {
  readonly address: string;
  readonly name?: string;
  readonly packageVersion: string;
  readonly description?: string;
  readonly force?: boolean;
}

/** Writes a first METHODS.toml. */
export async function init(context: CommandContext, given = ".", options: InitOptions): Promise<void> {
  const { io, ports } = context;
  const folder = resolve(io.folder, given);
  const target = join(folder, MANIFEST_NAME);
  if (existsSync(target) && options.force !== true) {
    throw createFailure("request.invalid", {
      message: "The folder is a package already.",
      user_action: { kind: "change_input", detail: "Change its METHODS.toml, or replace it with --force." },
      location: { file: target },
    });
  }
  const name = options.name ?? packageNameOf(basename(folder));
  if (name === undefined) {
    throw createFailure("request.invalid", { message: "No name can be made from the folder's: give one with --name." });
  }
  const show = shownIn(context);
  const { files, options: parsing } = await loadPackage(ports.packages.files, packagePath(folder), { show });
  const unread = parsing.found.filter(({ file }) => file !== show(packagePath(target)));
  if (unread.some(({ severity }) => severity === "error")) return refuse(context, unread);
  const { address, packageVersion: version, description = `The methods of ${name}` } = options;
  const text = draftManifest(files, { name, address, version, description });
  const { ok, diagnostics } = parseManifest({ path: show(target), text });
  if (!ok) {
    context.exit(NO_VERDICT);
    throw createFailure("request.invalid", { message: diagnostics.map(messageOf).join(" ") });
  }
  writeWholeFile(target, text, "The manifest cannot be written.");
  context.say(`Wrote ${show(target)}: '${name}' at ${address}.`);
}
