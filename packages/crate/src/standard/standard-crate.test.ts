import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { jcs } from "./canonical-bytes.ts";
import { PINNED_NATIVES } from "./pinned-natives.ts";
import { readStandardCrate } from "./read-standard-crate.ts";
import { sealStandardCrate, standardCrateText, standardFingerprint } from "./seal-standard-crate.ts";
import type { StandardCrate } from "./standard-crate.ts";

const crate: StandardCrate = sealStandardCrate({
  concepts: { "shop.Order": { description: "An order", structure: { total: { type: "number", required: true } } } },
  pipes: {
    "shop.read": { type: "PipeLLM", description: "Reads", output: "shop.Order", inputs: { text: "native.Text" } },
  },
  domains: { shop: { code: "shop", main_pipe: "read" } },
  source_map: { "shop.Order": "shop.mthds" },
});
const changed = (change: Readonly<Record<string, unknown>>): unknown => ({ ...crate, ...change });
const codeOf = (json: unknown): unknown => {
  try {
    return readStandardCrate(json).fingerprint;
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
};

describe("a crate of the standard", () => {
  it("has the fingerprint that every implementation gives it", () => {
    expect(crate.fingerprint).toBe("f672ce7d8cce25a952a3bbe8ac1231a439f06b69e92e2cd962f4a87292d762cd");
    expect(readStandardCrate(JSON.parse(standardCrateText(crate)))).toEqual(crate);
  });

  it("is hashed without what only says where things are from", () => {
    const elsewhere = { "shop.Order": { ...crate.concepts["shop.Order"], description: "An order", source: "b.mthds" } };
    expect(standardFingerprint({ ...crate, concepts: { ...crate.concepts, ...elsewhere } })).toBe(crate.fingerprint);
    expect(codeOf(changed({ source_map: { "shop.Order": "b.mthds" }, mthds_version: "3.1.0" }))).toBe(
      crate.fingerprint,
    );
  });

  it.each([
    ["a changed description", { domains: { shop: { code: "shop", main_pipe: "write" } } }],
    ["a lost pipe", { pipes: {} }],
    ["an added concept", { concepts: { ...crate.concepts, "native.Image": PINNED_NATIVES["native.Image"] } }],
    ["another fingerprint", { fingerprint: "0".repeat(64) }],
  ])("is refused for %s", (_, change) => {
    expect(codeOf(changed(change))).toBe("crate.fingerprint_mismatch");
  });

  it.each([
    ["no object", []],
    ["nothing", null],
    ["a version that is none", changed({ mthds_version: 3 })],
    ["a member that it does not have", changed({ mthds: 1 })],
    ["a member without a value", changed({ domains: { shop: { ...crate.domains["shop"], system_prompt: null } } })],
    ["entries that are no objects", changed({ pipes: { "shop.read": "PipeLLM" } })],
    ["entries that are a list", changed({ concepts: [] })],
    ["a fingerprint that is none", changed({ fingerprint: crate.fingerprint.toUpperCase() })],
    ["a missing fingerprint", changed({ fingerprint: undefined })],
    ["sources that are no files", changed({ source_map: { "shop.Order": 1 } })],
    [
      "depth",
      changed({ pipes: { "shop.read": JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as unknown } }),
    ],
  ])("is malformed with %s", (_, json) => {
    expect(codeOf(json)).toBe("crate.malformed");
  });

  it("of a later version of the standard is said to be one, where its fingerprint is taken in another way", () => {
    expect(codeOf(changed({ mthds_version: "4.0.0", fingerprint: "0".repeat(64) }))).toBe("crate.schema_unsupported");
  });

  it("keeps names that mean something to JavaScript as names", () => {
    const domains = JSON.parse(`{ "__proto__": { "code": "__proto__" } }`) as StandardCrate["domains"];
    const sealed = sealStandardCrate({ concepts: {}, pipes: {}, domains });
    expect(codeOf(JSON.parse(standardCrateText(sealed)))).toBe(sealed.fingerprint);
    expect(codeOf({ ...sealed, domains: {} })).toBe("crate.fingerprint_mismatch");
  });
});

describe("the canonical text", () => {
  it("sorts members by UTF-16 unit, as RFC 8785 has it, and leaves out those without a value", () => {
    expect(jcs({ "\u{1F600}": 1, "\uFB33": 2, b: null, a: [1e21, 0.000001, "\u000f\n\u20ac"] })).toBe(
      '{"a":[1e+21,0.000001,"\\u000f\\n€"],"😀":1,"\uFB33":2}',
    );
  });

  it("is one text for one value, whatever the order of its members", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = value as Json;
        expect(jcs(shuffled(json))).toBe(jcs(json));
      }),
    );
  });
});

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}
