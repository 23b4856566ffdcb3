import type { NodeRecord } from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import type { NodeRows } from "../database/node-rows.ts";
import type { Database } from "../database/open-database.ts";
import type { Claim, RunRows } from "../database/run-rows.ts";

/** The writes of one driven run: what comes together is committed together, and nothing is written once the run is lost. */
export interface GroupedWrites {
  /** Resolves when the write is on disk. Rejects with `perdure.run_in_progress` when another process has taken the run over. */
  write(work: () => void): Promise<void>;
  /** The latest record of a node: written with the next group, at the latest after a moment. */
  node(record: NodeRecord): void;
  /** Writes what has come until now; what comes later is dropped. */
  close(): void;
}

/** Milliseconds that a write which nobody waits for may wait for company. */
const COMPANY_MS = 50;

/** Groups the writes of a run. `onFailure` hears of a group that could not be written. */
export function createGroupedWrites(
  database: Database,
  { runs, nodes }: { readonly runs: RunRows; readonly nodes: NodeRows },
  claim: Claim,
  onFailure: (error: unknown) => void,
): GroupedWrites {
  let group: { readonly work: () => void; readonly caller: PromiseWithResolvers<void> }[] = [];
  let changed = new Map<string, NodeRecord>();
  let changes = 0;
  let closed = false;
  let immediate: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;

  const commit = (): void => {
    clearImmediate(immediate);
    clearTimeout(timer);
    immediate = undefined;
    timer = undefined;
    if (group.length === 0 && changed.size === 0) return;
    const [members, records] = [group, changed];
    group = [];
    changed = new Map();
    try {
      database.transaction(() => {
        if (!runs.holds(claim)) throw lost(claim);
        for (const { work } of members) work();
        for (const record of records.values()) nodes.put(claim, (changes += 1), record);
      });
    } catch (error) {
      for (const { caller } of members) caller.reject(error);
      onFailure(error);
      return;
    }
    for (const { caller } of members) caller.resolve();
  };
  return {
    write: (work) => {
      if (closed) return Promise.reject(lost(claim));
      const caller = Promise.withResolvers<void>();
      group.push({ work, caller });
      immediate ??= setImmediate(commit);
      return caller.promise;
    },
    node: (record) => {
      if (closed) return;
      changed.set(record.node_id, record);
      timer ??= setTimeout(commit, COMPANY_MS);
    },
    close: () => {
      commit();
      closed = true;
    },
  };
}

/** What ends the work of a process that does not hold the run any more. */
export const lost = ({ run_id }: Claim): FailureError =>
  createFailure("perdure.run_in_progress", {
    message: `This process drives the run ${run_id} no more: another one may.`,
  });
