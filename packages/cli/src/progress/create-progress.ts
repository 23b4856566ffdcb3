import type { NodeRecord } from "@perdure/engine";
import type { CommandIo } from "../terminal/command-io.ts";
import type { Progress } from "./progress.ts";
import { changeLine } from "./progress-lines.ts";

/** Progress on stderr: drawn in place at a terminal, one line per change elsewhere, nothing when `quiet`. */
export async function createProgress(io: CommandIo, options: { readonly quiet: boolean }): Promise<Progress> {
  if (options.quiet) return { onEvent: () => undefined, say: () => undefined, stop: () => undefined };
  if (!io.stderr.isTerminal || io.environment["TERM"] === "dumb") return createPlainProgress(io);
  // Commands that show none start without what draws it.
  const { createLiveProgress } = await import("./live-progress.ts");
  return createLiveProgress(io);
}

function createPlainProgress(io: CommandIo): Progress {
  const shown = new Map<string, string>();
  return {
    onEvent: ({ node }) => {
      const line = changeLine(node, io.now());
      if (line === undefined || shown.get(node.node_id) === line || isOld(node, shown)) return;
      shown.set(node.node_id, line);
      io.stderr.write(`${line}\n`);
    },
    say: (line) => io.stderr.write(`${line}\n`),
    stop: () => undefined,
  };
}

/** A batch says each of its numbers once. */
const isOld = (node: NodeRecord, shown: ReadonlyMap<string, string>): boolean =>
  node.batch !== undefined && node.batch.done === 0 && shown.has(node.node_id);
