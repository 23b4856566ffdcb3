import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectFrom, recordFrom, valueOf, withoutName, withValue } from "./persistent-record.ts";
import type { PersistentRecord } from "./persistent-record.ts";

const name = fc.constantFrom("a", "b", "c", "d", "e", "f", "__proto__", "constructor");
const change = fc.record({ name, value: fc.option(fc.nat(), { nil: undefined }), from: fc.nat() });

const changed = (record: PersistentRecord<number>, at: string, value: number | undefined) =>
  value === undefined ? withoutName(record, at) : withValue(record, at, value);

describe("a persistent record", () => {
  it("holds what a plain map would, and so does every record that it came from", () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.nat(), { noNullPrototype: true }), fc.array(change), (start, changes) => {
        // Each change starts from any record before it, as the items of a batch start from one memory.
        const made = [{ record: recordFrom(start), expected: new Map(Object.entries(start)) }];
        for (const { name: at, value, from } of changes) {
          const origin = made[from % made.length];
          if (origin === undefined) continue;
          const expected = new Map(origin.expected);
          if (value === undefined) expected.delete(at);
          else expected.set(at, value);
          made.push({ record: changed(origin.record, at, value), expected });
        }
        for (const { record, expected } of made) {
          expect(new Map(Object.entries(objectFrom(record)))).toEqual(expected);
          for (const at of ["a", "f", "__proto__", "toString"]) expect(valueOf(record, at)).toBe(expected.get(at));
        }
      }),
    );
  });

  it("keeps names in the order in which they came, and has few layers however many there are", () => {
    let record = recordFrom<number>({});
    const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    for (const [index, at] of names.entries()) record = withValue(record, at, index);
    expect(Object.keys(objectFrom(record))).toEqual(names);
    expect(record.layers.length).toBeLessThanOrEqual(11);
    const again = withValue(withoutName(withValue(record, "n1", 7), "n0"), "n0", 8);
    expect(Object.keys(objectFrom(again)).slice(0, 2)).toEqual(["n1", "n2"]);
    expect(Object.keys(objectFrom(again)).at(-1)).toBe("n0");
  });
});
