import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { isFailureError } from "@perdure/failures";
import { failureDocument } from "@perdure/failures/cli";
import { renderDiagnostic, type Diagnostic } from "@perdure/parser";
import { NO_VERDICT, type CommandContext } from "../command-context.ts";
import { openPreparing, openProject } from "../session.ts";
import { printFailure } from "../terminal/print-failure.ts";

interface ValidateOptions {
  readonly json?: boolean;
  readonly pipe?: string;
}

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
    .option("--json", "print JSON on stdout")
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], options: ValidateOptions) => validate(context, paths, options));
}

async function validate(context: CommandContext, paths: readonly string[], options: ValidateOptions): Promise<void> {
  const { io } = context;
  if (options.json === true) context.asJson();
  const project = await openProject(context, { create: false });
  const facade = await openPreparing(context, project);
  let worst = 0;
  const found: Diagnostic[] = [];
  try {
    for (const method of paths.flatMap((path) => methodsAt(resolve(io.folder, path)))) {
      try {
        const { parsed, files } = await facade.check(method, { pipe: options.pipe });
        found.push(...parsed.diagnostics);
        if (options.json !== true) printMethod(context, method, parsed.diagnostics, files);
        if (!parsed.ok) worst = Math.max(worst, 1);
      } catch (error) {
        if (!isFailureError(error)) throw error;
        if (options.json === true) io.stderr.write(`${JSON.stringify(failureDocument(error))}\n`);
        else printFailure(io, error);
        worst = NO_VERDICT;
      }
    }
  } finally {
    await facade.close();
  }
  if (options.json === true) io.stdout.write(`${JSON.stringify({ ok: worst === 0, diagnostics: found }, null, 2)}\n`);
  context.exit(worst);
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

/** A file is itself; a folder stands for each folder in it that holds `.mthds` files. */
function methodsAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  const own = entries.some((entry) => entry.isFile() && entry.name.endsWith(".mthds")) ? [path] : [];
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .flatMap((entry) => methodsAt(join(path, entry.name)));
  return [...own, ...below];
}
