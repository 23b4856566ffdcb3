import { readFileSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import type { CommandIo, OutputStream } from "./command-io.ts";

/** Ctrl-C, and how a service manager asks a process to end. */
const INTERRUPTS = ["SIGINT", "SIGTERM"] as const;

/** The real process. Writes are synchronous, so that nothing is lost when the process ends. */
export function processIo(): CommandIo {
  return {
    // A stream of the process takes long to open, and most commands ask for nothing of it.
    stdout: outputStream(() => process.stdout, 1),
    stderr: outputStream(() => process.stderr, 2),
    environment: process.env,
    folder: process.cwd(),
    home: homedir(),
    now: () => Date.now(),
    readInput: () => readFileSync(0, "utf8"),
    onInterrupt,
  };
}

function onInterrupt(listener: () => void): () => void {
  let isWanted = true;
  const heard = (): void => {
    if (isWanted) listener();
  };
  for (const signal of INTERRUPTS) process.on(signal, heard);
  return () => {
    isWanted = false;
    // What restores the terminal ends the process by a signal for which it is the only listener left: never by this very one.
    setImmediate(() => {
      for (const signal of INTERRUPTS) process.off(signal, heard);
    });
  };
}

/** A stream of the process; it says nothing of a terminal where it is none. */
type ProcessStream = Partial<Pick<NodeJS.WriteStream, "isTTY" | "columns" | "rows">>;

function outputStream(stream: () => ProcessStream, descriptor: number): OutputStream {
  return {
    write: (text) => writeAll(descriptor, Buffer.from(text)),
    get isTerminal() {
      return stream().isTTY ?? false;
    },
    get columns() {
      return known(stream().columns);
    },
    get rows() {
      return known(stream().rows);
    },
  };
}

/** A terminal that nobody gave a size, as under `script` or `docker exec -t`, says 0. */
const known = (size: number | undefined): number | undefined => (size === 0 ? undefined : size);

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // A full pipe: its reader is slower than we are.
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      // A reader that went away (`| head`) wants no more.
      else if (code === "EPIPE") return;
      else throw error;
    }
  }
}
