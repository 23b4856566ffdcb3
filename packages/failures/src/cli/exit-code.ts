import type { Category, FailureReport } from "../report.ts";

/** Which exit codes a command ends with. */
export interface ExitCodeOptions {
  /** True where the person at the terminal stopped the command: a run that was cancelled by that ends with 130. */
  readonly interrupted?: boolean | undefined;
  /**
   * `plain`, unless given: 1, or 2 where the outcome is not known. `sysexits`: the codes of sysexits.h, by which a scheduler
   * can tell what to repeat; 75 is for a failure that a repeat can help, and for no other.
   */
  readonly style?: "plain" | "sysexits" | undefined;
}

/** What decides over an exit code. */
export type ExitCodeReport = Pick<FailureReport, "category"> & Partial<Pick<FailureReport, "code" | "user_action">>;

const INTERRUPTED = 130;
const NO_PERMISSION = 77;
const SYSEXITS: Readonly<Record<Category, number>> = {
  content: 65,
  capacity: 69,
  unknown: 70,
  // The answer was lost on the way: an I/O error. Never 75, as nobody knows what a repeat does.
  ambiguous: 74,
  transient: 75,
  configuration: 78,
};

/** The exit code of a command that ended with this failure. */
export function exitCodeFor(report: ExitCodeReport, options: ExitCodeOptions = {}): number {
  const { code, category, user_action } = report;
  if (options.interrupted === true && code === "run.cancelled") return INTERRUPTED;
  if (options.style !== "sysexits") return category === "ambiguous" || category === "unknown" ? 2 : 1;
  const isCredential = category === "configuration" && user_action?.kind === "check_credentials";
  return isCredential ? NO_PERMISSION : SYSEXITS[category];
}
