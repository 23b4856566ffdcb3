import { plainLine } from "@perdure/failures/cli";
import type { ResolvedBackend } from "../ports.ts";
import { isLeaf } from "./progress-lines.ts";
import type { Progress } from "./progress.ts";

const PATIENCE_MS = 30_000;

/**
 * Progress of a run that a fleet works on: when nothing runs and nothing has moved for 30 s, it says which queue waits and what to
 * start. A step that runs long is no reason to. Of any other run it is the progress as it was.
 */
export function withFleetNotice(progress: Progress, { worker, task_queue }: ResolvedBackend["details"]): Progress {
  if (worker !== "fleet") return progress;
  const running = new Set<string>();
  const queue = task_queue === undefined ? "" : ` --task-queue ${plainLine(task_queue)}`;
  const notice = `Nothing has moved for 30 s: ${
    task_queue === undefined ? "the fleet's queue" : `queue ${plainLine(task_queue)}`
  } waits for a worker. Start one: npx perdure worker${queue}`;
  const wait = (): NodeJS.Timeout =>
    setTimeout(() => {
      if (running.size === 0) progress.say(notice);
    }, PATIENCE_MS).unref();
  let timer = wait();
  return {
    onEvent: (event) => {
      clearTimeout(timer);
      timer = wait();
      const { node_id, status } = event.node;
      if (isLeaf(event.node) && (status === "running" || status === "waiting")) running.add(node_id);
      else running.delete(node_id);
      progress.onEvent(event);
    },
    say: (line) => progress.say(line),
    stop: () => {
      clearTimeout(timer);
      progress.stop();
    },
  };
}
