import { relative, resolve, sep } from "node:path";
import { createFailure } from "@perdure/failures";
import { findPackage } from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";

/** An absolute path as packages write it, with `/` between its segments on every machine. */
export const packagePath = (...parts: readonly string[]): string =>
  resolve(...parts)
    .split(sep)
    .join("/");

/** What a path is called on the screen: from the folder of the command where it lies in there, else whole. */
export function shownIn({ io }: CommandContext): (path: string) => string {
  return (path) => {
    const shown = relative(io.folder, path);
    return shown === "" || shown.startsWith("..") ? path : shown;
  };
}

/** The folder of the package that a folder belongs to. Rejects with `method.not_found` where there is none. */
export async function packageFolder(context: CommandContext, folder: string | undefined): Promise<string> {
  const { io, ports } = context;
  const start = packagePath(io.folder, folder ?? ".");
  const found = await findPackage(ports.packages.files, start);
  if (found !== undefined) return found;
  throw createFailure("method.not_found", {
    message: "There is no METHODS.toml in this folder or above it.",
    user_action: { kind: "change_input", detail: "Make the folder a package: perdure package init." },
    location: { file: start },
  });
}
