import type { ProcessIdentity } from "../lease/process-identity.ts";
import { createLeafRows, type LeafRows } from "./leaf-rows.ts";
import { createNodeRows, type NodeRows } from "./node-rows.ts";
import { openDatabase, type Database } from "./open-database.ts";
import { createRunRows, type Claim, type RunRows } from "./run-rows.ts";

/** An open journal, as one process uses it. */
export interface Journal {
  readonly database: Database;
  readonly runs: RunRows;
  readonly nodes: NodeRows;
  leavesOf(claim: Claim): LeafRows;
  close(): void;
}

/** Opens a journal file; undefined where there is none and `create` is false. Throws as `openDatabase` does. */
export function openJournal(file: string, me: ProcessIdentity, create: true): Journal;
export function openJournal(file: string, me: ProcessIdentity, create: boolean): Journal | undefined;
export function openJournal(file: string, me: ProcessIdentity, create: boolean): Journal | undefined {
  const database = openDatabase(file, create);
  if (database === undefined) return undefined;
  return {
    database,
    runs: createRunRows(database, me, file),
    nodes: createNodeRows(database, file),
    leavesOf: (claim) => createLeafRows(database, claim, file),
    close: () => database.close(),
  };
}
