import type { Crate, Pipe } from "@perdure/crate";
import type { NodeRecord } from "@perdure/engine";

/** A node of the run picture with what ran inside it, in the order of the method and never of the clock. */
export interface GraphNode {
  readonly record: NodeRecord;
  /** The node's name inside its parent: `extract_pages`, `score~2`, `[3] read_page`. */
  readonly label: string;
  /** Milliseconds from the start of the run to the start of the node. */
  readonly started_after_ms?: number;
  readonly children: readonly GraphNode[];
}

/** The nodes as trees: steps and branches as the method lists them, batch items by index. */
export function orderNodes(records: readonly NodeRecord[], crate: Crate): readonly GraphNode[] {
  const known = new Set(records.map((record) => record.node_id));
  const byParent = new Map<string | undefined, NodeRecord[]>();
  for (const record of records) {
    const parent = record.parent !== undefined && known.has(record.parent) ? record.parent : undefined;
    const siblings = byParent.get(parent);
    if (siblings === undefined) byParent.set(parent, [record]);
    else siblings.push(record);
  }
  const begin = records.reduce((least, { started_at = Infinity }) => Math.min(least, started_at), Infinity);
  const childrenOf = (parent: NodeRecord | undefined): readonly GraphNode[] => {
    const codes = parent === undefined ? [] : plannedCodes(crate.pipes[parent.pipe]);
    return (byParent.get(parent?.node_id) ?? [])
      .map((record) => ({ record, name: nameInside(record.node_id, parent?.node_id) }))
      .map(({ record, name }) => ({ record, name, key: orderKey(name, codes) }))
      .sort((left, right) => compareKeys(left.key, right.key))
      .map(({ record, name }) => ({
        record,
        label: labelOf(name),
        ...(record.started_at === undefined ? {} : { started_after_ms: record.started_at - begin }),
        children: childrenOf(record),
      }));
  };
  return childrenOf(undefined);
}

/** What a node id adds to its parent's: `/extract_pages`, or `[3]/read_page` for a batch item. */
function nameInside(id: string, parent: string | undefined): string {
  return parent !== undefined && id.startsWith(parent) ? id.slice(parent.length) : id.slice(id.lastIndexOf("/") + 1);
}

function labelOf(name: string): string {
  const [, item = "", code = name] = /^(\[\d+\])?\/?(.*)$/su.exec(name) ?? [];
  return item === "" ? code : `${item} ${code}`;
}

interface OrderKey {
  readonly position: number;
  readonly item: number;
  readonly name: string;
}

/** Where a node stands among its siblings: its item, then its place in the plan, then its name. */
function orderKey(name: string, codes: readonly string[]): OrderKey {
  const [, item = "-1", segment = name, nth = "1"] = /^(?:\[(\d+)\])?\/?(.*?)(?:~(\d+))?$/su.exec(name) ?? [];
  const code = codes.includes(segment) ? segment : segment.replace(/_batch$/u, "");
  const places = codes.flatMap((planned, index) => (planned === code ? [index] : []));
  return { position: places[Number(nth) - 1] ?? codes.length, item: Number(item), name };
}

function compareKeys(left: OrderKey, right: OrderKey): number {
  const byName = left.name < right.name ? -1 : Number(left.name > right.name);
  return left.item - right.item || left.position - right.position || byName;
}

function plannedCodes(pipe: Pipe | undefined): readonly string[] {
  const code = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);
  if (pipe?.type === "PipeSequence") return pipe.steps.map((step) => ("pipe" in step ? code(step.pipe) : ""));
  if (pipe?.type === "PipeParallel") return pipe.branches.map((branch) => code(branch.pipe));
  return [];
}
