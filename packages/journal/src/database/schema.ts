/** The version of the tables: a journal of another one is refused, with the version that can finish its runs. */
export const JOURNAL_SCHEMA = 1;
/** "PRDJ": tells a journal from any other SQLite file. */
export const APPLICATION_ID = 0x50_52_44_4a;

/**
 * - `runs`: one row a run. `generation` grows when a run that failed or was cancelled is taken up again. A process may write for
 *   a run only while `epoch` is the one that it was given. `outcome` is the result of a completed run, else the failure.
 * - `leaves`: the latest state of each leaf in each generation. A `started` row whose process is gone is an interrupted attempt.
 * - `nodes`: the latest record of each node, for whoever follows from another process; `version` grows with every change.
 */
export const TABLES = `
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  job TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'canceled')),
  generation INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  holder TEXT,
  lease_expires_at INTEGER,
  cancel_request TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT
) STRICT;
CREATE TABLE leaves (
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  leaf TEXT NOT NULL,
  generation INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'waiting', 'failed', 'succeeded')),
  attempt INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  next_attempt_at INTEGER,
  outcome TEXT,
  PRIMARY KEY (run_id, leaf, generation)
) STRICT;
CREATE TABLE nodes (
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  node_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (run_id, node_id)
) STRICT;
CREATE INDEX nodes_by_version ON nodes (run_id, version);
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${JOURNAL_SCHEMA};
`;
