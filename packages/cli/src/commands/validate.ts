import { readdirSync, statSync, type Dirent } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { createFailure, isFailureCode, isFailureError, type FailureError } from "@perdure/failures";
import { renderDiagnostic, type Diagnostic } from "@perdure/parser";
import { NO_VERDICT, type CommandContext } from "../command-context.ts";
import { withReader } from "../session.ts";
import { printFailure } from "../terminal/print-failure.ts";

const EXAMPLES = `
Examples:
  perdure validate invoice.mthds          problems with file:line:column
  perdure validate methods/ --json        each folder is one method; JSON on stdout

Exit code: 0 no errors (notes and warnings may be there), 1 errors, 2 a file could not be read.
`;

/** `perdure validate`. */
export function addValidateCommand(program: Command, context: CommandContext): void {
  program
    .command("validate")
    .summary("check methods without running them")
    .description("Checks .mthds files. A folder is one method; its folders below are methods of their own.")
    .argument("<paths...>", ".mthds files or folders")
    .option("--pipe <code>", "check what this pipe reaches")
    .option("--json", "print JSON on stdout; what is wrong also as one failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], options: { readonly pipe?: string }) => validate(context, paths, options.pipe));
}

async function validate(context: CommandContext, paths: readonly string[], pipe: string | undefined): Promise<void> {
  const { io, isJson } = context;
  const diagnostics: Diagnostic[] = [];
  const failures: FailureError[] = [];
  const unread: FailureError[] = [];
  // Until every method has been read there is no verdict.
  context.exit(NO_VERDICT);
  const methods = paths.flatMap((path) => methodsIn(resolve(io.folder, path)));
  await withReader(context, async (reader) => {
    for (const method of methods) {
      try {
        const { parsed, files, failure } = await reader.check(method, { pipe });
        diagnostics.push(...parsed.diagnostics);
        if (failure !== undefined) failures.push(failure);
        if (!isJson) printMethod(context, method, parsed.diagnostics, files);
      } catch (error) {
        if (!isFailureError(error)) throw error;
        failures.push(error);
        unread.push(error);
        if (!isJson) printFailure(io, error, { json: false });
      }
    }
  });
  context.exit(unread.length > 0 ? NO_VERDICT : Math.min(failures.length, 1));
  if (!isJson) return;
  io.stdout.write(`${JSON.stringify({ ok: failures.length === 0, diagnostics }, null, 2)}\n`);
  const [first] = failures;
  if (first !== undefined) throw failures.length === 1 ? first : summary(failures, unread[0]);
}

/** Several failures as one: one that leaves no verdict decides the code, each problem keeps its place. */
function summary(failures: readonly FailureError[], worst: FailureError | undefined): FailureError {
  const code = worst?.report.code;
  return createFailure(isFailureCode(code) ? code : "method.invalid", {
    message: `${failures.length} methods have errors or cannot be read.`,
    validation_errors: failures.flatMap(
      ({ report: { code: own, message, location, validation_errors: problems = [] } }) =>
        problems.length > 0 ? problems : [{ code: own, message, ...(location === undefined ? {} : { location }) }],
    ),
  });
}

function printMethod(
  { io }: CommandContext,
  method: string,
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  for (const diagnostic of diagnostics) {
    const text = files.find(({ path }) => path === diagnostic.file)?.text;
    io.stdout.write(`${renderDiagnostic(diagnostic, text)}\n`);
  }
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  const name = relative(io.folder, method) || method;
  io.stdout.write(`${name}: ${errors === 0 ? "valid" : `${errors} ${errors === 1 ? "error" : "errors"}`}`);
  io.stdout.write(
    `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}, ${notes} ${notes === 1 ? "note" : "notes"}\n`,
  );
}

/** A file is itself; a folder stands for each folder in it that holds `.mthds` files, or for its own emptiness. */
function methodsIn(path: string): readonly string[] {
  const found = foldersIn(path);
  return found.length === 0 ? [path] : found;
}

function foldersIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = entriesOf(path);
  const own = entries.some((entry) => entry.isFile() && entry.name.endsWith(".mthds")) ? [path] : [];
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .flatMap((entry) => foldersIn(join(path, entry.name)));
  return [...own, ...below];
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    throw createFailure("perdure.file_unreadable", {
      message: "The folder cannot be read.",
      location: { file: folder },
      cause: error,
    });
  }
}
