import { relative } from "node:path";
import { renderDiagnostic, type Diagnostic } from "@perdure/parser";
import type { ReadingContext } from "../command-context.ts";

/** What a method is called on the screen and in JSON: its path from the folder of the command. */
export const nameOf = ({ io }: ReadingContext, method: string): string => relative(io.folder, method) || method;

/** Writes the problems of a method with their places, and a line that sums them up. */
export function printMethod(
  context: ReadingContext,
  method: string,
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const { io } = context;
  for (const diagnostic of diagnostics) {
    const text = files.find(({ path }) => path === diagnostic.file)?.text;
    io.stdout.write(`${renderDiagnostic(diagnostic, text)}\n`);
  }
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  io.stdout.write(
    `${nameOf(context, method)}: ${errors === 0 ? "valid" : `${errors} ${errors === 1 ? "error" : "errors"}`}`,
  );
  io.stdout.write(
    `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}, ${notes} ${notes === 1 ? "note" : "notes"}\n`,
  );
}
