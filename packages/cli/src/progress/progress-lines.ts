import type { NodeRecord } from "@perdure/engine";
import { plainLine } from "@perdure/failures/cli";
import { renderSpan } from "../terminal/render-span.ts";

/** Whether a node is a single call, and not a pipe that calls others. */
export function isLeaf({ type }: NodeRecord): boolean {
  return type !== "PipeSequence" && type !== "PipeParallel" && type !== "PipeCondition" && type !== "PipeBatch";
}

/** The change of a node as one line; undefined where nothing is worth a line. `now` is in milliseconds since the epoch. */
export function changeLine(node: NodeRecord, now: number): string | undefined {
  const name = nodeName(node);
  const facts = nodeFacts(node);
  switch (node.status) {
    case "scheduled":
      return undefined;
    case "running":
      if (node.batch !== undefined) return `${name} ${node.batch.done}/${node.batch.total}`;
      return isLeaf(node) ? `${name} started${facts}` : undefined;
    case "waiting":
      return `${name} waits${waitText(node, now)}${node.failure === undefined ? "" : `: ${node.failure.code}`}`;
    case "succeeded":
      if (!isLeaf(node)) return undefined;
      return node.restored === true ? `${name} restored, not run again` : `${name} done${spanText(node)}`;
    case "failed":
      return isLeaf(node) ? `${name} failed${node.failure === undefined ? "" : `: ${node.failure.code}`}` : undefined;
    case "skipped":
      return `${name} skipped${node.skip_reason === undefined ? "" : `: ${plainLine(node.skip_reason)}`}`;
    case "canceled":
      return isLeaf(node) ? `${name} canceled` : undefined;
  }
}

/** A running node as one line of the live display. */
export function runningLine(node: NodeRecord, now: number): string {
  if (node.status === "waiting") return `${nodeName(node)} waits${waitText(node, now)}`;
  // The time comes first: a long name is cut at the end of the line.
  const since = node.started_at === undefined ? "" : `${renderSpan(Math.max(0, now - node.started_at)).padStart(6)}  `;
  return `${since}${nodeName(node)}${nodeFacts(node)}`;
}

/** A batch as a bar of `width` characters with its numbers. */
export function batchLine(node: NodeRecord, width: number): string {
  const { done, total } = node.batch ?? { done: 0, total: 0 };
  const filled = total === 0 ? width : Math.floor((done / total) * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} ${nodeName(node)}`;
}

/** The node's path without the entry: `review_document[2]/read_pages/…`. */
export function nodeName({ node_id }: NodeRecord): string {
  const path = node_id.split("/");
  return plainLine(path.length > 1 ? path.slice(1).join("/") : node_id);
}

function nodeFacts({ model, attempt }: NodeRecord): string {
  const facts = [
    model === undefined ? undefined : plainLine(model),
    attempt === undefined || attempt < 2 ? undefined : `attempt ${attempt}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? "" : ` (${facts.join(", ")})`;
}

const spanText = ({ started_at, ended_at }: NodeRecord): string =>
  started_at === undefined || ended_at === undefined ? "" : ` in ${renderSpan(ended_at - started_at)}`;
const waitText = ({ next_attempt_at }: NodeRecord, now: number): string =>
  next_attempt_at === undefined ? "" : ` ${renderSpan(Math.max(0, next_attempt_at - now))} for its next attempt`;
