import { readFileSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import { plainText } from "@perdure/failures/cli";
import { fixMethod, validationVerdict, type FixedMethod, type MethodFile, type SuggestedFix } from "@perdure/parser";
import { NO_VERDICT, type ReadingContext } from "../command-context.ts";
import { methodsIn } from "../methods/methods-in.ts";
import { nameOf, printMethod } from "../methods/print-method.ts";
import { readerOf } from "../methods/reader-of.ts";
import { writeWholeFile } from "../write-whole-file.ts";

interface FixCommandOptions {
  readonly check?: boolean;
  readonly unsafe?: boolean;
}

const EXAMPLES = `
Examples:
  perdure fix invoice.mthds               makes the fixes that leave no doubt, and says which
  perdure fix invoice.mthds --unsafe      makes those too that are likely: mistyped names
  perdure fix methods/ --check            changes nothing; exit 1 where something would change

Exit code: 0 valid, 1 errors are left, or with --check something to fix, 2 a file could not be read or written.
Comments, order and spacing stay. A fix that would bring an error is not made.
`;

/** `perdure fix`. */
export function addFixCommand(program: Command, context: ReadingContext): void {
  program
    .command("fix")
    .summary("make the fixes that validate suggests")
    .description(
      "Corrects .mthds files in their places. A package is one method; so is any other folder, without those below it.",
    )
    .argument("<paths...>", ".mthds files or folders")
    .option("--check", "change nothing, say what would change")
    .option("--unsafe", "make the fixes too that are likely and not certain")
    .option("--json", "print what was fixed and the verdict as JSON on stdout")
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], options: FixCommandOptions) => fix(context, paths, options));
}

async function fix(context: ReadingContext, paths: readonly string[], options: FixCommandOptions): Promise<void> {
  const { io, isJson } = context;
  // Until every method has been read there is no verdict.
  context.exit(NO_VERDICT);
  const methods = paths.flatMap((path) => methodsIn(resolve(io.folder, path)));
  const printed: object[] = [];
  let isClean = true;
  const reader = readerOf(context);
  for (const method of methods) {
    const { files, options: parsing } = await reader.check(method);
    const fixed = fixMethod(files, { ...parsing, unsafe: options.unsafe ?? false });
    if (options.check !== true) writeChanged(context, files, fixed);
    isClean &&= fixed.method.ok && !(options.check === true && fixed.fixes.length > 0);
    if (isJson)
      printed.push({ method: nameOf(context, method), fixes: fixed.fixes, ...validationVerdict(fixed.method) });
    else printFixed(context, method, fixed, options.check === true);
  }
  context.exit(isClean ? 0 : 1);
  if (isJson)
    io.stdout.write(`${JSON.stringify(methods.length === 1 ? printed[0] : { verdicts: printed }, null, 2)}\n`);
}

function writeChanged({ io }: ReadingContext, files: readonly MethodFile[], fixed: FixedMethod): void {
  const changed = fixed.files.flatMap(({ path, text }, index) => {
    const before = files[index]?.text;
    return before === undefined || before === text ? [] : [{ path: resolve(io.folder, path), before, text }];
  });
  for (const { path, before } of changed) refuseOtherText(path, before);
  for (const { path, text } of changed) writeWholeFile(realpathSync(path), text, "The file cannot be written.");
}

/** A file that is no UTF-8, or that somebody wrote meanwhile, is not what was read: writing it would lose something. */
function refuseOtherText(path: string, text: string): void {
  if (readFileSync(path).equals(Buffer.from(text, "utf8"))) return;
  throw createFailure("perdure.file_unreadable", {
    message: "The file is not UTF-8 text, or has changed meanwhile: it was left as it is.",
    location: { file: path },
  });
}

function printFixed(context: ReadingContext, method: string, fixed: FixedMethod, isCheck: boolean): void {
  const { io } = context;
  const shown = (source: string): string => relative(io.folder, resolve(io.folder, source)) || source;
  for (const { source, description, fix_code } of fixed.fixes) {
    const line = `${shown(source)}: ${isCheck ? "would fix" : "fixed"}: ${description} [${fix_code}]`;
    io.stdout.write(`${plainText(line)}\n`);
  }
  printMethod(context, method, fixed.method.diagnostics, fixed.files);
  const left = likely(fixed);
  if (left.length === 0) return;
  context.say(`${left.length} likely ${left.length === 1 ? "fix is" : "fixes are"} left: perdure fix --unsafe`);
}

const likely = ({ method }: FixedMethod): readonly SuggestedFix[] =>
  method.diagnostics.flatMap(({ fix }) => (fix?.safety === "unsafe" ? [fix] : []));
