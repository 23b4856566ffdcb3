import type { CommandPorts } from "./ports.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/** What every command gets. */
export interface CommandContext {
  readonly io: CommandIo;
  readonly ports: CommandPorts;
  /** How the process will end, unless a failure is thrown. */
  exit(code: number): void;
  /** Says that failures are to be one JSON document. */
  asJson(): void;
}

/** The exit code after Ctrl-C. */
export const INTERRUPTED = 130;
/** The exit code where no verdict could be reached. */
export const NO_VERDICT = 2;
