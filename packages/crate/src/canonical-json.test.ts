import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byCodePoint, canonicalJson } from "./canonical-json.ts";

describe("canonicalJson", () => {
  it("sorts members by code point, not by UTF-16 unit", () => {
    expect(canonicalJson({ "\u{1F600}": 1, "\uFF5E": 2, b: 3, a: 4 })).toBe('{"a":4,"b":3,"～":2,"😀":1}');
  });

  it("sorts names that it has met before as it sorts others", () => {
    const names = ["b", "a", "aa", "\uFF5E", "\u{1F600}", "10", "2", "B", "é", "__proto__"];
    const objects = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat({ max: 9 })), { maxLength: 20 });
    fc.assert(
      fc.property(objects, (members) => {
        const value = Object.fromEntries(members);
        const sorted = Object.keys(value).toSorted(byCodePoint);
        const expected = `{${sorted.map((name) => `${JSON.stringify(name)}:${value[name]}`).join(",")}}`;
        expect([canonicalJson(value), canonicalJson(value)]).toEqual([expected, expected]);
      }),
    );
  });

  it("leaves undefined members out and refuses what JSON cannot say", () => {
    expect(canonicalJson({ a: undefined as never, b: [true, null] })).toBe('{"b":[true,null]}');
    for (const unsayable of [Number.NaN, -Infinity, (() => 1) as never, 1n as never]) {
      expect(() => canonicalJson(unsayable)).toThrow(expect.objectContaining({ name: "TypeError" }));
    }
  });

  it("parses back to the same value and does not depend on member order", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as never);
        expect(canonicalJson(JSON.parse(text) as never)).toBe(text);
      }),
    );
  });
});
