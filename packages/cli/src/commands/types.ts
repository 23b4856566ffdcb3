import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import { writeTypescript } from "@perdure/parser/typescript";
import type { ReadingContext } from "../command-context.ts";
import { isMissing } from "../configuration/find-project-file.ts";
import { readerOf } from "../methods/reader-of.ts";
import { writeWholeFile } from "../write-whole-file.ts";

interface TypesOptions {
  readonly pipe?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  perdure types invoice.mthds                             prints them
  perdure types invoice.mthds -o src/invoice-types.ts     writes the file, and replaces what it wrote before
  perdure types invoice.mthds --pipe read_invoice         those of one pipe
`;

/** `perdure types`. */
export function addTypesCommand(program: Command, context: ReadingContext): void {
  program
    .command("types")
    .summary("write TypeScript types of what pipes take and give")
    .description("Writes TypeScript types and zod schemas for the inputs and the output of each pipe of a method.")
    .argument("<method>", "the .mthds file or folder")
    .option("--pipe <code>", "only the types of this pipe")
    .option("-o, --output <file>", "where to write them (default: stdout)")
    .option("--force", "replace a file that this command did not write")
    .option("--json", "print a failure as JSON on stderr")
    .addHelpText("after", EXAMPLES)
    .action((method: string, options: TypesOptions) => writeTypes(context, method, options));
}

async function writeTypes(context: ReadingContext, method: string, options: TypesOptions): Promise<void> {
  const { io } = context;
  const { pipe } = options;
  const { parsed, failure } = await readerOf(context).check(resolve(io.folder, method), { pipe });
  if (failure !== undefined) throw failure;
  if (parsed.crate === undefined) return;
  const text = writeTypescript(
    parsed.crate,
    pipe === undefined || parsed.entry === undefined ? {} : { pipe: parsed.entry },
  );
  if (options.output === undefined || options.output === "-") {
    io.stdout.write(text);
    return;
  }
  const target = resolve(io.folder, options.output);
  if (options.force !== true) refuseOthers(target, text);
  writeWholeFile(target, text, "The types cannot be written.");
  context.say(`Wrote ${relative(io.folder, target) || target}.`);
}

/** What this command wrote starts as what it writes; anything else is somebody's work. */
function refuseOthers(target: string, text: string): void {
  const firstLine = text.slice(0, text.indexOf("\n") + 1);
  if (readIfThere(target)?.startsWith(firstLine) !== false) return;
  throw createFailure("request.invalid", {
    message: "The file is there already, and this command did not write it.",
    user_action: { kind: "change_input", detail: "Choose another one with --output, or replace it with --force." },
    location: { file: target },
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw createFailure("perdure.file_unreadable", {
      message: "The file that would be replaced cannot be read.",
      location: { file },
      cause: error,
    });
  }
}
