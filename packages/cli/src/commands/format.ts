import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { createFailure, isFailureError } from "@perdure/failures";
import { renderDiagnostic } from "@perdure/parser";
import { NO_VERDICT, type ReadingContext } from "../command-context.ts";
import { printFailure } from "../terminal/print-failure.ts";
import { writeWholeFile } from "../write-whole-file.ts";

interface FormatOptions {
  readonly check?: boolean;
}

const EXAMPLES = `
Examples:
  perdure format invoice.mthds        lays the file out, and says whether it changed
  perdure format methods/ --check     changes nothing; exit 1 where a file would change

Exit code: 0 done, 1 with --check a file would change, 2 a file is not TOML, or could not be read or written.
Comments, quotes, the order of keys and every character of every string stay.
`;

/** `perdure format`. */
export function addFormatCommand(program: Command, context: ReadingContext): void {
  program
    .command("format")
    .summary("lay methods out in one way")
    .description("Formats .mthds files in their places: spaces, indentation, empty lines.")
    .argument("<paths...>", ".mthds files, or folders of them")
    .option("--check", "change nothing, name the files that would change")
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], options: FormatOptions) => format(context, paths, options.check === true));
}

async function format(context: ReadingContext, paths: readonly string[], isCheck: boolean): Promise<void> {
  const { io } = context;
  // Loaded here, so that no other command waits for it.
  const { formatMethod } = await import("@perdure/parser/format");
  context.exit(NO_VERDICT);
  let isFaulty = false;
  let isChanged = false;
  for (const file of paths.flatMap((path) => filesIn(resolve(io.folder, path)))) {
    const shown = relative(io.folder, file) || file;
    try {
      const text = readMethod(file);
      const formatted = formatMethod({ path: shown, text });
      if (!formatted.ok) {
        isFaulty = true;
        for (const diagnostic of formatted.diagnostics) io.stderr.write(`${renderDiagnostic(diagnostic, text)}\n`);
      } else if (formatted.changed) {
        isChanged = true;
        if (!isCheck) writeWholeFile(realpathSync(file), formatted.text, "The file cannot be written.");
        io.stdout.write(`${shown}: ${isCheck ? "would change" : "formatted"}\n`);
      }
    } catch (error) {
      if (!isFailureError(error)) throw error;
      isFaulty = true;
      printFailure(io, error, { json: false });
    }
  }
  context.exit(isFaulty ? NO_VERDICT : isCheck && isChanged ? 1 : 0);
}

/** Bytes that are no UTF-8 would be lost in writing, so such a file is refused. */
function readMethod(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw createFailure("perdure.file_unreadable", {
      message: error instanceof TypeError ? "The file is not UTF-8 text." : "The file cannot be read.",
      location: { file },
      cause: error,
    });
  }
}

/** A file is itself; a folder is every `.mthds` file in it and below. */
function filesIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith(".") || entry.name === "node_modules" ? [] : filesIn(inside);
    return entry.isFile() && entry.name.endsWith(".mthds") ? [inside] : [];
  });
}
