import { resolve } from "node:path";
import type { Command } from "commander";
import { createFailure, isFailureCode, isFailureError, type FailureError } from "@perdure/failures";
import { validationVerdict, type ValidationVerdict } from "@perdure/parser";
import { NO_VERDICT, type ReadingContext } from "../command-context.ts";
import { methodsIn } from "../methods/methods-in.ts";
import { nameOf, printMethod } from "../methods/print-method.ts";
import { readerOf } from "../methods/reader-of.ts";
import { printFailure } from "../terminal/print-failure.ts";

const EXAMPLES = `
Examples:
  perdure validate invoice.mthds          problems with file:line:column
  perdure validate invoice.mthds --json   the protocol's verdict on stdout
  perdure validate methods/ --json        each folder is one method: a verdict for each, under "verdicts"

Exit code: 0 valid, 1 invalid, 2 no verdict: a file could not be read, or the pipe of --pipe is not there.
Warnings and notes never change the verdict.
`;

/** `perdure validate`. */
export function addValidateCommand(program: Command, context: ReadingContext): void {
  program
    .command("validate")
    .summary("check methods without running them")
    .description(
      "Checks .mthds files. A package is one method; so is any other folder, without those below it. A file brings along those beside it that it needs.",
    )
    .argument("<paths...>", ".mthds files or folders")
    .option("--pipe <code>", "check what this pipe reaches")
    .option("--json", "print the verdict as JSON on stdout; what is wrong also as one failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((paths: readonly string[], options: { readonly pipe?: string }) => validate(context, paths, options.pipe));
}

async function validate(context: ReadingContext, paths: readonly string[], pipe: string | undefined): Promise<void> {
  const { io, isJson } = context;
  const verdicts: MethodVerdict[] = [];
  const failures: FailureError[] = [];
  const unread: FailureError[] = [];
  // Until every method has been read there is no verdict.
  context.exit(NO_VERDICT);
  const methods = paths.flatMap((path) => methodsIn(resolve(io.folder, path)));
  const reader = readerOf(context);
  for (const method of methods) {
    try {
      const { parsed, files, around = [], failure } = await reader.check(method, { pipe });
      // The method itself may be valid: it was asked for a pipe that it does not have.
      if (failure?.report.code === "request.pipe_not_found") throw failure;
      if (failure !== undefined) failures.push(failure);
      if (isJson) verdicts.push({ method: nameOf(context, method), ...validationVerdict(parsed) });
      else printMethod(context, method, parsed.diagnostics, [...files, ...around]);
    } catch (error) {
      if (!isFailureError(error)) throw error;
      failures.push(error);
      unread.push(error);
      if (!isJson) printFailure(io, error, { json: false });
    }
  }
  context.exit(unread.length > 0 ? NO_VERDICT : Math.min(failures.length, 1));
  if (!isJson) return;
  printVerdicts(context, verdicts, { expected: methods.length });
  const [first] = failures;
  if (first !== undefined) throw failures.length === 1 ? first : summary(failures, unread[0]);
}

type MethodVerdict = ValidationVerdict & { readonly method: string };

/**
 * One method's verdict as it is; of several, one for each, and what holds for all. Where a method could not be judged nothing is
 * said of all, and of one alone nothing at all.
 */
function printVerdicts(
  { io }: ReadingContext,
  verdicts: readonly MethodVerdict[],
  { expected }: { readonly expected: number },
): void {
  if (verdicts.length === 0) return;
  const all =
    verdicts.length < expected
      ? {}
      : {
          is_valid: verdicts.every(({ is_valid }) => is_valid),
          is_runnable: verdicts.every(({ is_runnable }) => is_runnable),
        };
  io.stdout.write(`${JSON.stringify(expected === 1 ? verdicts[0] : { ...all, verdicts }, null, 2)}\n`);
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
