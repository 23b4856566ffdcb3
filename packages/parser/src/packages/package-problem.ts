import type { ParamsOfCode } from "../messages/messages.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";

type PackageCode = Extract<DiagnosticCode, `package.${string}`>;

/** What is wrong with a package, to be said at the place of who needs it. `messageOf` makes the sentence for people. */
export type PackageProblem = {
  [Code in PackageCode]: { readonly code: Code; readonly params: ParamsOfCode<Code> };
}[PackageCode];

/** Whether a package could not be had. */
export const isProblem = (found: object): found is PackageProblem => "code" in found;
