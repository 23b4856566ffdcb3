import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";

/** What is wrong with a package, to be said at the place of who needs it. */
export interface PackageProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Whether a package could not be had. */
export const isProblem = (found: object): found is PackageProblem => "code" in found;
