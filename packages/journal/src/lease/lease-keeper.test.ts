import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadSqlite } from "../database/load-sqlite.ts";
import { openJournal } from "../database/open-journal.ts";
import { journalHost, temporaryJournal } from "../testing/journal-host.fixture.ts";
import { chainJob } from "../testing/test-runs.fixture.ts";
import { createLeaseKeeper } from "./lease-keeper.ts";
import { currentProcess } from "./process-identity.ts";

let place: ReturnType<typeof temporaryJournal>;
let threads = 0;
const count = (): void => void (threads += 1);
beforeEach(() => {
  place = temporaryJournal();
  threads = 0;
  process.on("worker", count);
});
afterEach(() => {
  process.off("worker", count);
  place.remove();
});
const { log } = journalHost({ execute: () => Promise.reject(new Error("nothing is run here")) });
/** Node tells of a new thread a moment after it was made. */
const told = () => new Promise(setImmediate);

describe("a lease keeper", () => {
  it("starts its thread with the first lease, and again with the first after it was closed", async () => {
    openJournal(place.file, currentProcess(), true).close();
    const keeper = createLeaseKeeper(place.file, log);
    expect(threads).toBe(0);
    keeper.hold("one", 1);
    keeper.hold("two", 1);
    await told();
    expect(threads).toBe(1);
    await keeper.close();
    keeper.hold("three", 1);
    await told();
    expect(threads).toBe(2);
    await keeper.close();
  });

  it("tries again when the journal was busy, and says so", async () => {
    const journal = openJournal(place.file, currentProcess(), true);
    journal.runs.create(chainJob("busy", ["a"]), 0);
    const lease = () => journal.database.get("SELECT lease_expires_at FROM runs")?.["lease_expires_at"];
    const first = lease();
    const { DatabaseSync } = loadSqlite();
    const other = new DatabaseSync(place.file);
    other.exec("BEGIN IMMEDIATE");
    const busy = Promise.withResolvers<string>();
    const keeper = createLeaseKeeper(place.file, busy.resolve, 5);
    keeper.hold("busy", 1);
    expect(await busy.promise).toContain("tried again");
    expect(lease()).toBe(first);
    other.exec("ROLLBACK");
    other.close();
    await vi.waitFor(() => expect(lease()).toBeGreaterThan(Number(first)));
    await keeper.close();
    journal.close();
  });

  it("renews the leases that are held under their own epoch, and no other", async () => {
    const journal = openJournal(place.file, currentProcess(), true);
    for (const run_id of ["held", "lost", "released"]) journal.runs.create(chainJob(run_id, ["a"]), 0);
    const lease = (run_id: string) =>
      Number(journal.database.get("SELECT lease_expires_at FROM runs WHERE run_id = ?", run_id)?.["lease_expires_at"]);
    const first = lease("held");
    const keeper = createLeaseKeeper(place.file, log, 5);
    keeper.hold("lost", 7);
    keeper.hold("released", 1);
    keeper.release("released");
    keeper.hold("held", 1);
    await vi.waitFor(() => expect(lease("held")).toBeGreaterThan(first));
    await keeper.close();
    expect([lease("lost"), lease("released")]).toEqual([first, first]);
    journal.close();
  });
});
