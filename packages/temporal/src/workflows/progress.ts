import { setCurrentDetails } from "@temporalio/workflow";
import type { NodeRecord, NodeStatus } from "@perdure/engine";
import type { FailureReport } from "@perdure/failures";
import type { ProgressAnswer } from "../contract/run-contract.ts";

/** The state of every node of a run, for the query and for the server's own pages. */
export interface Progress {
  record(node: NodeRecord): void;
  since(version: number): ProgressAnswer;
  fail(report: FailureReport): void;
  nodes(): readonly NodeRecord[];
}
const RUNNING_SHOWN = 10;

/** Progress of one run. Each change has a number, so that a follower asks for what is new to it only. */
export function createProgress(entry: string): Progress {
  const entries = new Map<string, { readonly node: NodeRecord; readonly version: number }>();
  const counts = new Map<NodeStatus, number>();
  const running = new Set<string>();
  let version = 0;
  let failure: FailureReport | undefined;
  const count = (status: NodeStatus, by: number) => counts.set(status, (counts.get(status) ?? 0) + by);
  return {
    record(node) {
      const before = entries.get(node.node_id)?.node.status;
      if (before !== undefined) count(before, -1);
      count(node.status, 1);
      if (node.status === "running") running.add(node.node_id);
      else running.delete(node.node_id);
      version += 1;
      entries.set(node.node_id, { node, version });
      setCurrentDetails(describe(entry, counts, running));
    },
    since: (after) => ({
      version,
      nodes: [...entries.values()].filter((entry) => entry.version > after).map(({ node }) => node),
      ...(failure === undefined ? {} : { failure }),
    }),
    fail: (report) => {
      failure = report;
    },
    nodes: () => [...entries.values()].map(({ node }) => node),
  };
}

function describe(entry: string, counts: ReadonlyMap<NodeStatus, number>, running: ReadonlySet<string>): string {
  const summary = [...counts].filter(([, n]) => n > 0).map(([status, n]) => `${n} ${status}`);
  const lines = [`**${entry}**: ${summary.join(", ")}`];
  let shown = 0;
  for (const node of running) {
    if (shown === RUNNING_SHOWN) {
      lines.push(`- and ${running.size - shown} more`);
      break;
    }
    lines.push(`- \`${node}\``);
    shown += 1;
  }
  return lines.join("\n");
}
