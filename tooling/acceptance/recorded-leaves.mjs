import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Client, Connection } from "@temporalio/client";

/** The nodes whose leaf the Temporal history of a run records as completed at this moment. */
export async function leavesInHistory({ state }, runId) {
  const { address } = serverOf(state);
  const connection = await Connection.connect({ address });
  try {
    const handle = new Client({ connection }).workflow.getHandle(`perdure-${runId}`);
    const { events = [] } = await handle.fetchHistory();
    const scheduled = new Map();
    const completed = new Set();
    for (const { eventId, activityTaskScheduledEventAttributes: start, ...event } of events) {
      if (start) scheduled.set(String(eventId), start.activityId);
      const done = event.activityTaskCompletedEventAttributes;
      if (done) completed.add(scheduled.get(String(done.scheduledEventId)));
    }
    return completed;
  } finally {
    await connection.close();
  }
}

/** The nodes whose leaf the journal records as completed at this moment. */
export function leavesInJournal({ state }, runId) {
  const database = new DatabaseSync(join(state, "journal.sqlite"));
  try {
    const rows = database.prepare("SELECT leaf FROM leaves WHERE run_id = ? AND state = 'succeeded'").all(runId);
    return new Set(rows.map(({ leaf }) => leaf));
  } finally {
    database.close();
  }
}

/** The project's own dev server, as its last start wrote it down. */
export const serverOf = (state) => JSON.parse(readFileSync(join(state, "temporal", "dev-server.json"), "utf8"));
