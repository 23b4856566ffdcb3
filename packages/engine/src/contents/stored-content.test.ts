import { canonicalJson, sha256Hex } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryContents } from "./memory-contents.ts";
import { inlineContent, inlineValue, isStoredList, listLength, loadContent, storeContent } from "./stored-content.ts";

const limits = { inline_max_bytes: 20, list_inline_max: 3 };
/** JSON as it comes out of a file: no negative zero, which JSON has no spelling for. */
const anyJson = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as Json);

describe("stored content", () => {
  it("comes back as it was, whatever it is and wherever it travels", async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, fc.nat({ max: 60 }), fc.nat({ max: 4 }), async (content, bytes, items) => {
        const contents = memoryContents();
        const place = { contents, limits: { inline_max_bytes: bytes, list_inline_max: items } };
        const value = await storeContent(content, "native.Text", place);
        expect(await loadContent(value, contents)).toEqual(content);
        const inline = inlineValue(content, "native.Text", place.limits);
        // What can travel is the same value, made here or where it can be stored.
        if (inline !== undefined) expect(inline).toEqual(value);
        expect(inlineContent(value)).toEqual(inline === undefined ? undefined : content);
      }),
    );
  });

  it("travels inline up to the limit in bytes of its canonical JSON, and by digest past it", async () => {
    const contents = memoryContents();
    const place = { contents, limits: { ...limits, inline_max_bytes: 12 } };
    expect(await storeContent({ text: "é" }, "native.Text", place)).toMatchObject({ size: 13 });
    const small = await storeContent({ text: "e" }, "native.Text", place);
    expect(small).toMatchObject({ size: 12, inline: { text: "e" }, digest: sha256Hex('{"text":"e"}') });
    expect(await contents.has(sha256Hex('{"text":"é"}'))).toBe(true);
    expect(await contents.has(sha256Hex('{"text":"e"}'))).toBe(false);
  });

  it("itemises a list up to the limit of items, and stores a longer one whole", async () => {
    const contents = memoryContents();
    const three = await storeContent([1, 2, 3], "native.Number", { contents, limits });
    const four = await storeContent([1, 2, 3, 4], "native.Number", { contents, limits });
    expect(three).toMatchObject({ items: [{ inline: 1 }, { inline: 2 }, { inline: 3 }] });
    expect(four).toEqual({ list: expect.stringMatching(/^[0-9a-f]{64}$/u) as string, count: 4 });
    expect([three, four].map((list) => isStoredList(list) && listLength(list))).toEqual([3, 4]);
    expect(inlineValue([1, 2, 3, 4], "native.Number", limits)).toBeUndefined();
  });

  it("has one digest for one meaning", async () => {
    const place = { contents: memoryContents(), limits };
    const one = await storeContent({ a: 1, b: 2 }, "x.Y", place);
    const other = await storeContent({ b: 2, a: 1 }, "x.Y", place);
    expect(one).toMatchObject({ digest: sha256Hex(canonicalJson({ a: 1, b: 2 })) });
    expect(other).toMatchObject({ digest: sha256Hex(canonicalJson({ a: 1, b: 2 })) });
  });

  it("says so when what it refers to is not there", async () => {
    const value = { concept: "x.Y", size: 1, media_type: "application/json" as const, digest: "0".repeat(64) };
    for (const missing of [value, { items: [value] }, { list: "0".repeat(64), count: 1 }]) {
      await expect(loadContent(missing, memoryContents())).rejects.toMatchObject({
        report: { code: "perdure.content_missing" },
      });
    }
  });
});
