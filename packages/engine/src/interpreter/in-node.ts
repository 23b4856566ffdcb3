import { withLocation } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { NodeRecord } from "../contract/run-event.ts";
import type { Invocation, Walk } from "./walk.ts";

/** A node about to open, with where in the method it stands. */
export interface NodeOpening extends Pick<Invocation, "ref" | "path" | "item"> {
  readonly node: string;
  readonly parent: string | undefined;
  /** The pipe type, or `PipeBatch` and `Binding` for what a step adds around or instead of a pipe. */
  readonly type: string;
}

/** What a node gave, and what its last record says of it besides that it succeeded. */
export interface NodeOutcome<T> {
  readonly value: T;
  readonly last?: Partial<Pick<NodeRecord, "status" | "skip_reason" | "writes">>;
}

/**
 * Runs what a node stands for: its record opens, and closes as succeeded, skipped, failed or canceled. The one place that
 * says where a failure happened; the record of the node where it did carries the report.
 */
export async function inNode<T>(walk: Walk, opening: NodeOpening, run: () => Promise<NodeOutcome<T>>): Promise<T> {
  const { records, environment } = walk;
  const { node, parent, ref, type, path, item } = opening;
  records.open({
    node_id: node,
    ...(parent === undefined ? {} : { parent }),
    pipe: ref,
    type,
    status: "running",
    started_at: environment.now(),
  });
  try {
    const { value, last } = await run();
    records.change(node, { status: "succeeded", ended_at: environment.now(), ...last });
    return value;
  } catch (error) {
    const place = { pipe: ref, path, node, ...(item === undefined ? {} : { item }) };
    const failure = withLocation(toFailure(error, {}), place);
    const isHere = failure.report.location?.node === node;
    records.change(node, {
      status: failure.report.code === "run.cancelled" ? "canceled" : "failed",
      ended_at: environment.now(),
      ...(isHere ? { failure: failure.report } : {}),
    });
    throw failure;
  }
}
