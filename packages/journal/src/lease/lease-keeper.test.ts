import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { temporaryJournal } from "../testing/journal-host.fixture.ts";
import { createLeaseKeeper } from "./lease-keeper.ts";

const place = temporaryJournal();
let threads = 0;
const count = (): void => void (threads += 1);
process.on("worker", count);
afterEach(() => {
  process.off("worker", count);
  place.remove();
});

/** Node tells of a new thread a moment after it was made. */
const told = () => new Promise(setImmediate);

describe("a lease keeper", () => {
  it("starts its thread with the first lease, and again with the first after it was closed", async () => {
    openDatabase(place.file, true).close();
    const keeper = createLeaseKeeper(place.file, () => undefined);
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
});
