/** One of a command's output streams. */
export interface OutputStream {
  write(text: string): void;
  /** Whether a person watches: then results are rendered and progress is drawn in place. */
  readonly isTerminal: boolean;
  /** Characters per line, where known. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** The process as a command sees it, so that a test can be one. */
export interface CommandIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Trusted, unlike a project's files. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly home: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** All of standard input, as text; waits for its end. */
  readInput(): string;
  /** Calls the listener at Ctrl-C until the returned function is called; after that Ctrl-C ends the process at once. */
  onInterrupt(listener: () => void): () => void;
}

/** Whether text may be coloured there: a terminal, unless NO_COLOR says no or FORCE_COLOR says yes. */
export function hasColor(stream: OutputStream, environment: CommandIo["environment"]): boolean {
  if (environment["NO_COLOR"] !== undefined && environment["NO_COLOR"] !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0";
  return stream.isTerminal && environment["TERM"] !== "dumb";
}
