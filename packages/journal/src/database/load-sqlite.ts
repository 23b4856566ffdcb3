type Sqlite = typeof import("node:sqlite");

/**
 * Node's own SQLite, loaded when it is first needed. Older versions of Node warn that it is experimental: on the standard
 * error of a command that would be noise, so that one warning is held back.
 */
export function loadSqlite(): Sqlite {
  // oxlint-disable-next-line typescript/unbound-method -- it is put back as it was
  const warn = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = warn;
  }
}
