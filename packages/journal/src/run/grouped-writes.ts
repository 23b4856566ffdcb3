import type { NodeRecord } from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import type { NodeRows } from "../database/node-rows.ts";
import type { Database } from "../database/open-database.ts";
import type { Claim, RunRows } from "../database/run-rows.ts";

/** The writes of one driven run: what comes together is committed together, and nothing is written once the run is lost. */
export interface GroupedWrites {
  /** Resolves when the write is on disk. Rejects with `perdure.run_in_progress` when another process has taken the run over. */
  write(work: () => void): Promise<void>;
  /** Written with the next group, at the latest after a moment. */
  soon(work: () => void): void;
  /** The latest record of a node, `soon`. */
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
  let group: (() => void)[] = [];
  let waiting: PromiseWithResolvers<void>[] = [];
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
    const [works, callers, records] = [group, waiting, changed];
    [group, waiting, changed] = [[], [], new Map()];
    try {
      database.transaction(() => {
        if (!runs.holds(claim)) throw lost(claim);
        for (const work of works) work();
        for (const record of records.values()) nodes.put(claim, (changes += 1), record);
      });
    } catch (error) {
      for (const { reject } of callers) reject(error);
      onFailure(error);
      return;
    }
    for (const { resolve } of callers) resolve();
  };
  const soon = (): void => {
    timer ??= setTimeout(commit, COMPANY_MS);
  };
  return {
    write: (work) => {
      if (closed) return Promise.reject(lost(claim));
      const caller = Promise.withResolvers<void>();
      group.push(work);
      waiting.push(caller);
      immediate ??= setImmediate(commit);
      return caller.promise;
    },
    soon: (work) => {
      if (closed) return;
      group.push(work);
      soon();
    },
    node: (record) => {
      if (closed) return;
      changed.set(record.node_id, record);
      soon();
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
