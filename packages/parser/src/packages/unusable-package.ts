import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../messages/messages.ts";

/** What is said of a package that cannot be used: where the first problem in it is, and what it is. */
export function unusableParams(address: string, folder: string, problem: Diagnostic | undefined) {
  const at = problem === undefined ? "1:1" : `${problem.start.line}:${problem.start.column}`;
  return {
    address,
    problem: problem?.code ?? "",
    file: problem?.file ?? folder,
    at,
    because: problem === undefined ? "" : messageOf(problem),
  };
}
