import type { FaultPlan, NamedFaultRow } from "./fault-plan.ts";
import type { LedgerEntry } from "./ledger.ts";

/** A request as fault matching sees it; a connection that was only accepted has none of the members. */
export interface FaultSubject {
  readonly path?: string;
  readonly body?: string;
  readonly key?: string;
}
interface FaultSelection {
  /** The ids of the rows whose conditions held, counts apart: what the counters are rebuilt from. */
  readonly matched: readonly string[];
  readonly row?: NamedFaultRow;
}
/** Decides which fault a request meets, and counts. */
export interface FaultSelector {
  selectForConnection(): FaultSelection;
  selectForRequest(subject: FaultSubject): FaultSelection;
}

/** A selector for a plan, with its counters as the ledger's entries left them. */
export function createFaultSelector(plan: FaultPlan, past: readonly LedgerEntry[]): FaultSelector {
  const matches = new Map<string, number>();
  const firings = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string): number => {
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count;
  };
  for (const entry of past) {
    for (const id of entry.matched) add(matches, id);
    if (entry.fault_id !== undefined) add(firings, entry.fault_id);
  }
  const select = (rows: FaultPlan, subject: FaultSubject): FaultSelection => {
    const matched = rows.filter((row) => holds(row, subject));
    // Every matching row counts the request, also those behind the one that fires.
    const due = matched.filter((row) => isDue(row, add(matches, row.id), firings.get(row.id) ?? 0));
    const [row] = due;
    if (row !== undefined) add(firings, row.id);
    return { matched: matched.map(({ id }) => id), ...(row === undefined ? {} : { row }) };
  };
  return {
    selectForConnection: () =>
      select(
        plan.filter((row) => row.fault.drop === "on_accept"),
        {},
      ),
    selectForRequest: (subject) =>
      select(
        plan.filter((row) => row.fault.drop !== "on_accept"),
        subject,
      ),
  };
}

function holds({ match }: NamedFaultRow, { path = "", body = "", key = "" }: FaultSubject): boolean {
  return (
    (match.path === undefined || match.path === path) &&
    (match.contains === undefined || body.includes(match.contains)) &&
    (match.key_prefix === undefined || key.startsWith(match.key_prefix))
  );
}

function isDue({ match, times }: NamedFaultRow, count: number, fired: number): boolean {
  return (
    fired < (times ?? Number.POSITIVE_INFINITY) &&
    (match.nth === undefined || match.nth === count) &&
    (match.every === undefined || count % match.every === 0)
  );
}
