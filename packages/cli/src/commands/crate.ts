import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { isCrateError } from "@perdure/crate";
import { readStandardCrate, standardCrateText, type StandardCrate } from "@perdure/crate/standard";
import { createFailure } from "@perdure/failures";
import { NO_VERDICT, type ReadingContext } from "../command-context.ts";
import { isMissing } from "../configuration/find-project-file.ts";
import { readerOf } from "../methods/reader-of.ts";
import { writeWholeFile } from "../write-whole-file.ts";

interface CrateOptions {
  readonly output?: string;
  readonly fingerprint?: boolean;
  readonly check?: string;
}

const EXAMPLES = `
Examples:
  perdure crate invoice.mthds                        prints it
  perdure crate invoice.mthds -o invoice.crate.json  writes it
  perdure crate invoice.mthds --fingerprint          prints its fingerprint alone
  perdure crate invoice.mthds --check invoice.crate.json
                                                     is this file the crate of the method as it is now?

Exit code of --check: 0 it is, 1 it is another one, 2 no verdict: the file is no crate, or is not what its fingerprint says.
`;

/** `perdure crate`. */
export function addCrateCommand(program: Command, context: ReadingContext): void {
  program
    .command("crate")
    .summary("write a method's normalized crate, or check one")
    .description(
      "Writes the library crate of the MTHDS standard: the whole method in one normal form, with its fingerprint.",
    )
    .argument("<method>", "the .mthds file or folder")
    .option("-o, --output <file>", "where to write it (default: stdout)")
    .option("--fingerprint", "print the fingerprint alone")
    .option("--check <file>", "compare the method with a crate that was written before")
    .option("--json", "print a failure as JSON on stderr")
    .addHelpText("after", EXAMPLES)
    .action((method: string, options: CrateOptions) => writeCrate(context, method, options));
}

async function writeCrate(context: ReadingContext, method: string, options: CrateOptions): Promise<void> {
  const { io } = context;
  if (options.check !== undefined) context.exit(NO_VERDICT);
  const { parsed, failure } = await readerOf(context).check(resolve(io.folder, method), {});
  if (failure !== undefined) throw failure;
  const crate = parsed.standardCrate();
  if (crate === undefined) throw notClosed();
  if (options.check !== undefined) return compare(context, crate, options.check);
  if (options.fingerprint === true) io.stdout.write(`${crate.fingerprint}\n`);
  else if (options.output === undefined || options.output === "-") io.stdout.write(standardCrateText(crate));
  else {
    const target = resolve(io.folder, options.output);
    writeWholeFile(target, standardCrateText(crate), "The crate cannot be written.");
    context.say(`Wrote ${relative(io.folder, target) || target}.`);
  }
}

function compare(context: ReadingContext, { fingerprint }: StandardCrate, file: string): void {
  const written = readCrateFile(resolve(context.io.folder, file));
  const isSame = written.fingerprint === fingerprint;
  const verdict = isSame ? "the crate of this method" : "the crate of another method, or of this one before a change";
  context.io.stdout.write(`${file}: ${verdict}\n`);
  context.exit(isSame ? 0 : 1);
}

const ANEW = { kind: "change_input", detail: "Write it anew: perdure crate <method> --output <file>" } as const;

function readCrateFile(file: string): StandardCrate {
  const location = { file };
  try {
    return readStandardCrate(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    if (isCrateError(cause)) {
      const code = cause.code === "crate.schema_unsupported" ? "perdure.schema_unsupported" : "perdure.content_damaged";
      throw createFailure(code, { message: `${cause.message}.`, user_action: ANEW, location, cause });
    }
    if (cause instanceof SyntaxError) {
      throw createFailure("perdure.content_damaged", {
        message: "The file is no JSON.",
        user_action: ANEW,
        location,
        cause,
      });
    }
    const message = isMissing(cause) ? "There is no file at this path." : "The file cannot be read.";
    throw createFailure("perdure.file_unreadable", { message, location, cause });
  }
}

const notClosed = (): Error =>
  createFailure("method.invalid", {
    message: "The method calls a package that is not there: a crate holds all that it is made of.",
    user_action: { kind: "change_method", detail: "Fetch what it builds on: perdure package install" },
  });
