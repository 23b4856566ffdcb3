import type { LeafKind } from "@perdure/crate";
import type { LeafCall } from "./leaf.ts";

/** Identifies a leaf that a backend records: its node, and the half of an operator that makes two calls. */
export const leafKey = (call: Pick<LeafCall, "node_id" | "part">): string =>
  call.part === undefined ? call.node_id : `${call.node_id}#${call.part}`;

/**
 * Leaves that call nothing, cost nothing and take milliseconds: a backend runs them where it is and records no result.
 * Several of them may belong to one node.
 */
export const isPureKind = (kind: LeafKind): boolean => kind === "compose" || kind === "condition";
