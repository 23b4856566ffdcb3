import { processIo, runReading } from "@perdure/cli/reading";
import { createMethodReader } from "./method-reader.ts";

/**
 * Runs a command line of this process that only reads methods, and resolves to its exit code. For the `perdure` bin alone, which
 * finds it in one file with all that it takes, so that a check in an editor or a hook starts at once.
 */
export function main(args: readonly string[], version: string): Promise<number> {
  const openReader = ({ folder, environment }: Parameters<Parameters<typeof runReading>[1]["openReader"]>[0]) =>
    createMethodReader(folder, environment);
  return runReading(args, { version, openReader }, processIo());
}
