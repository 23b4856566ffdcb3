import type { FailureCode } from "@perdure/failures";
import type { SettingPlace } from "./configuration/configuration.ts";
import type { CommandPorts, ReadingPorts } from "./ports.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/** What every command gets. */
export type CommandContext = ContextOf<CommandPorts>;
/** What a command gets that only reads methods. */
export type ReadingContext = ContextOf<ReadingPorts>;

/** What commands get that are handed such ports. */
export interface ContextOf<Ports> {
  readonly io: CommandIo;
  readonly ports: Ports;
  /** `--json`: no progress and no messages, a failure is one JSON document on stderr. */
  readonly isJson: boolean;
  /** What `--trust` names: settings that this project may say this once. */
  readonly trusted: readonly string[];
  /** Where the setting stands that a failure of this code comes from, where a file has it. */
  readonly places: Map<FailureCode, SettingPlace>;
  /** Writes one line on stderr; nothing with `--json`. */
  readonly say: (line: string) => void;
  /** How the process will end, whether or not a failure is thrown after it. */
  readonly exit: (code: number) => void;
  /** A line below everything, a failure's report too: the first that is asked for is the last. Not said with `--json`. */
  readonly sayAtEnd: (line: string) => void;
}

/** The exit code after Ctrl-C. */
export const INTERRUPTED = 130;
/** The exit code where no verdict could be reached. */
export const NO_VERDICT = 2;
