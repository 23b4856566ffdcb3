import type { CommandIo, OutputStream } from "../terminal/command-io.ts";

/** A process for tests: what it writes is kept, its clock and its Ctrl-C are the test's. */
export interface FakeIo extends CommandIo {
  readonly written: { readonly stdout: string; readonly stderr: string };
  /** Presses Ctrl-C; false where nobody listens, and the process would have ended. */
  interrupt(): boolean;
  /** Resolves when somebody listens for Ctrl-C. */
  readonly listening: Promise<void>;
}
export interface FakeIoOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly home?: string;
  /** Which streams are a terminal; default none. */
  readonly terminal?: "both" | "stdout" | "stderr";
  readonly columns?: number;
  readonly rows?: number;
  /** What stands in standard input; nothing unless given. */
  readonly input?: string;
}

/** Creates a process for tests. Its home has no configuration unless one is given. */
export function createFakeIo(options: FakeIoOptions): FakeIo {
  const written = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  let heard: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => (heard = resolve));
  const stream = (name: "stdout" | "stderr"): OutputStream => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal: options.terminal === "both" || options.terminal === name,
    columns: options.columns,
    rows: options.rows,
  });
  return {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    environment: options.environment ?? {},
    folder: options.folder,
    home: options.home ?? "/nonexistent",
    now: () => 1_000_000,
    readInput: () => options.input ?? "",
    onInterrupt: (listener) => {
      listeners.add(listener);
      heard();
      return () => void listeners.delete(listener);
    },
    written,
    listening,
    interrupt: () => {
      const isHeard = listeners.size > 0;
      for (const listener of listeners) listener();
      return isHeard;
    },
  };
}
