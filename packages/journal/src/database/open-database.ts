import { closeSync, existsSync, openSync } from "node:fs";
import type { StatementSync } from "node:sqlite";
import { createFailure } from "@perdure/failures";
import { journalFailure } from "./journal-failure.ts";
import { loadSqlite } from "./load-sqlite.ts";
import { APPLICATION_ID, JOURNAL_SCHEMA, TABLES } from "./schema.ts";

/** What SQLite takes and gives here: no blobs, no integers beyond the safe ones. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** The journal's tables. Every call throws a FailureError. */
export interface Database {
  all(sql: string, ...values: readonly Cell[]): readonly Row[];
  get(sql: string, ...values: readonly Cell[]): Row | undefined;
  /** Gives how many rows changed. */
  run(sql: string, ...values: readonly Cell[]): number;
  /** All or nothing, and on disk when it returns. Not nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Milliseconds that a write waits for another process to finish its own. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a journal; undefined where there is none and `create` is false. Throws `perdure.folder_not_writable`,
 * `perdure.journal_unreadable`, `perdure.schema_unsupported` or `runtime.unavailable`.
 */
export function openDatabase(file: string, create: true): Database;
export function openDatabase(file: string, create: boolean): Database | undefined;
export function openDatabase(file: string, create: boolean): Database | undefined {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw journalFailure(error, file);
    }
  };
  return guarded(() => {
    if (!existsSync(file)) {
      if (!create) return undefined;
      // Results are kept in clear: the file is for its owner alone, and SQLite gives its companions the same mode.
      closeSync(openSync(file, "a", 0o600));
    }
    const { DatabaseSync } = loadSqlite();
    const connection = new DatabaseSync(file);
    try {
      connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      connection.exec("PRAGMA journal_mode = WAL");
      connection.exec("PRAGMA synchronous = FULL");
      prepareTables(connection, file);
    } catch (error) {
      connection.close();
      throw error;
    }
    const statements = new Map<string, StatementSync>();
    const prepared = (sql: string): StatementSync => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = connection.prepare(sql);
      statements.set(sql, statement);
      return statement;
    };
    return {
      all: (sql, ...values) => guarded(() => prepared(sql).all(...values) as unknown as readonly Row[]),
      get: (sql, ...values) => guarded(() => prepared(sql).get(...values) as Row | undefined),
      run: (sql, ...values) => guarded(() => Number(prepared(sql).run(...values).changes)),
      transaction: (work) => guarded(() => inTransaction(connection, work)),
      close: () => guarded(() => connection.close()),
    };
  });
}

type Connection = InstanceType<ReturnType<typeof loadSqlite>["DatabaseSync"]>;

function inTransaction<T>(connection: Connection, work: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function prepareTables(connection: Connection, file: string): void {
  const pragma = (name: string): number => Number(Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const isEmpty = (): boolean => connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  // Two processes may make the same file at once: the second finds the tables when its turn comes.
  if (isEmpty()) inTransaction(connection, () => isEmpty() && connection.exec(TABLES));
  if (pragma("application_id") !== APPLICATION_ID) {
    throw createFailure("perdure.journal_unreadable", {
      message: "The file is a database, but no journal.",
      location: { file },
    });
  }
  const version = pragma("user_version");
  if (version !== JOURNAL_SCHEMA) {
    throw createFailure("perdure.schema_unsupported", {
      message: `The journal has schema ${version}; this version reads schema ${JOURNAL_SCHEMA}.`,
      location: { file },
    });
  }
}
