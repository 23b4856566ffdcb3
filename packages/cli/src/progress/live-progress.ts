import type { NodeRecord } from "@perdure/engine";
import { createLogUpdate } from "log-update";
import type { CommandIo } from "../terminal/command-io.ts";
import { batchLine, changeLine, isLeaf, runningLine } from "./progress-lines.ts";
import type { Progress } from "./progress.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const REFRESH_MS = 120;
const BAR_WIDTH = 24;
const SPARE_ROWS = 4;

/** Progress drawn in place: bars for batches, a line for each running node, failures and waits kept above. */
export function createLiveProgress(io: CommandIo): Progress {
  const nodes = new Map<string, NodeRecord>();
  const stream = Object.assign(Object.create(null) as object, {
    write: (text: string) => io.stderr.write(text),
    get columns() {
      return io.stderr.columns ?? 80;
    },
    get rows() {
      return io.stderr.rows ?? 24;
    },
    isTTY: true,
  });
  const draw = createLogUpdate(stream as unknown as NodeJS.WriteStream);
  let frame = 0;
  let isStopped = false;
  const redraw = (): void => {
    if (isStopped || nodes.size === 0) return;
    frame += 1;
    draw(liveLines([...nodes.values()], io, FRAMES[frame % FRAMES.length] ?? "").join("\n"));
  };
  const timer = setInterval(redraw, REFRESH_MS);
  timer.unref();
  const say = (line: string): void => {
    if (!isStopped) draw.clear();
    io.stderr.write(`${line}\n`);
    redraw();
  };
  return {
    onEvent: ({ node }) => {
      if (isStopped) return;
      nodes.set(node.node_id, node);
      if (node.status !== "failed" && node.status !== "waiting" && node.status !== "skipped") return;
      const line = changeLine(node, io.now());
      if (line !== undefined) say(line);
    },
    say,
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      clearInterval(timer);
      draw.clear();
      draw.done();
    },
  };
}

/** What is drawn: as many lines as the terminal has rows, each cut at its width. */
export function liveLines(nodes: readonly NodeRecord[], io: CommandIo, mark: string): readonly string[] {
  const isOpen = ({ status }: NodeRecord): boolean => status === "running" || status === "waiting";
  const bars = nodes
    .filter((node) => node.batch !== undefined && isOpen(node))
    .map((node) => batchLine(node, BAR_WIDTH));
  const open = nodes.filter((node) => isLeaf(node) && isOpen(node));
  const running = open.map((node) => `${mark} ${runningLine(node, io.now())}`);
  const done = nodes.filter((node) => isLeaf(node) && node.status === "succeeded").length;
  const room = Math.max(3, (io.stderr.rows ?? 24) - SPARE_ROWS);
  const lines = [...bars, ...running];
  const shown = lines.length <= room ? lines : [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more`];
  const width = Math.max(20, (io.stderr.columns ?? 80) - 1);
  return [...shown, `${done} ${done === 1 ? "call" : "calls"} finished, ${open.length} running`].map((line) =>
    line.slice(0, width),
  );
}
