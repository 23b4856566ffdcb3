import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryJournal } from "../testing/journal-host.fixture.ts";
import { loadSqlite } from "./load-sqlite.ts";
import { journalFailure } from "./journal-failure.ts";
import { openDatabase } from "./open-database.ts";

let place: ReturnType<typeof temporaryJournal>;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { report?: { code?: string; location?: { file?: string } } }).report;
  }
};
const otherDatabase = (file: string, sql: string): void => {
  const { DatabaseSync } = loadSqlite();
  const other = new DatabaseSync(file);
  other.exec(sql);
  other.close();
};

describe("a journal file", () => {
  it("is made once, by whoever comes first", () => {
    const first = openDatabase(place.file, true);
    const second = openDatabase(place.file, true);
    first.run("INSERT INTO nodes SELECT 'r', 'n', 1, '{}' WHERE 0");
    expect(second.all("SELECT * FROM runs")).toEqual([]);
    first.close();
    second.close();
  });

  it("is not made by who only looks", () => {
    expect(openDatabase(place.file, false)).toBeUndefined();
    expect(statSync(place.file, { throwIfNoEntry: false })).toBeUndefined();
  });

  it("that holds something else is refused with its place, and left as it is", () => {
    writeFileSync(place.file, "no database ".repeat(100));
    const before = statSync(place.file).size;
    expect(codeOf(() => openDatabase(place.file, true))).toMatchObject({
      code: "perdure.journal_unreadable",
      location: { file: place.file },
    });
    expect(statSync(place.file).size).toBe(before);
  });

  it("that is another program's database is refused", () => {
    otherDatabase(place.file, "CREATE TABLE things (a)");
    expect(codeOf(() => openDatabase(place.file, false))).toMatchObject({ code: "perdure.journal_unreadable" });
  });

  it("of a newer version is refused by its number", () => {
    openDatabase(place.file, true).close();
    otherDatabase(place.file, "PRAGMA user_version = 7");
    expect(codeOf(() => openDatabase(place.file, false))).toMatchObject({
      code: "perdure.schema_unsupported",
      message: expect.stringContaining("schema 7") as unknown,
    });
  });

  it("in a folder that is none, and one that is a folder, cannot be written", () => {
    writeFileSync(join(place.folder, "file"), "");
    expect(codeOf(() => openDatabase(join(place.folder, "file", "journal.sqlite"), true))).toMatchObject({
      code: "perdure.folder_not_writable",
    });
    mkdirSync(place.file);
    expect(codeOf(() => openDatabase(place.file, true))).toMatchObject({ code: "perdure.folder_not_writable" });
  });

  it("keeps nothing of a transaction that fails", () => {
    const database = openDatabase(place.file, true);
    const insert = "INSERT INTO runs VALUES (?, 'e', '{}', 'running', 1, 1, NULL, NULL, NULL, 1, NULL, NULL)";
    const failing = (): unknown =>
      database.transaction(() => {
        database.run(insert, "r");
        database.run(insert, "r");
      });
    expect(codeOf(failing)).toMatchObject({ code: "perdure.journal_unreadable" });
    expect(database.all("SELECT * FROM runs")).toEqual([]);
    database.close();
  });
});

describe("what SQLite says", () => {
  it.each([
    [5, "runtime.unavailable"],
    [261, "runtime.unavailable"],
    [8, "perdure.folder_not_writable"],
    [10, "perdure.folder_not_writable"],
    [13, "perdure.folder_not_writable"],
    [14, "perdure.folder_not_writable"],
    [11, "perdure.journal_unreadable"],
    [26, "perdure.journal_unreadable"],
  ])("with the result code %i is %s", (errcode, code) => {
    const error = Object.assign(new Error("secret"), { code: "ERR_SQLITE_ERROR", errcode });
    const { report } = journalFailure(error, "journal.sqlite");
    expect(report).toMatchObject({ code, location: { file: "journal.sqlite" } });
    expect(JSON.stringify(report)).not.toContain("secret");
  });
});
