import { fingerprintCrate, sha256Hex } from "@perdure/crate";
import type { Concept, Crate, InputSlot, Json, JsonObject } from "@perdure/crate";
import { createFailure, isFailureError } from "@perdure/failures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryContents } from "../contents/memory-contents.ts";
import { inputProblems, shapeInputs } from "./shape-inputs.ts";
import { inlineContent, loadContent } from "../contents/stored-content.ts";
import { testPipes } from "../testing/index.ts";

const field = (type: "text" | "number" | "date" | "boolean", required = true) => ({ type, required });
const CONCEPTS: Readonly<Record<string, Concept>> = {
  "shop.Note": { description: "A note" },
  "shop.Order": {
    description: "An order",
    fields: { number: field("text"), total: { ...field("number", false), default: 0 } },
  },
  "shop.Rush": { description: "An urgent order", refines: "shop.Order" },
  "shop.Report": {
    description: "A report",
    fields: {
      day: field("date"),
      cover: { type: "concept", concept: "native.Image", required: false },
      scans: { type: "list", item_type: "concept", item_concept: "native.Document", required: false },
    },
  },
  "shop.Box": { description: "Two texts", fields: { concept: field("text"), content: field("text") } },
  "depot.Order": { description: "Another order", refines: "native.Text" },
  "depot.Pallet": { description: "A pallet" },
  "yard.Pallet": { description: "A pallet too" },
};

function crateOf(inputs: Readonly<Record<string, InputSlot>>): Crate {
  const pipe = { ...testPipes.llm("main", []), domain: "shop", inputs };
  return fingerprintCrate({ concepts: CONCEPTS, pipes: { "shop.main": pipe } });
}
const slot = (concept: string, multiplicity: InputSlot["multiplicity"] = "single"): InputSlot => ({
  concept,
  multiplicity,
  presence: "lift",
});

/** What one value for one slot becomes: its concept and content, or the codes of what is wrong. */
async function shaped(declared: InputSlot, value: Json) {
  const request = { inputs: { x: value }, crate: crateOf({ x: declared }), entry: "shop.main" };
  const problems = inputProblems(request);
  if (problems.length > 0) return problems.map(({ code }) => code);
  const contents = memoryContents();
  const memory = await shapeInputs({
    ...request,
    contents,
    limits: { inline_max_bytes: 4096, list_inline_max: 500 },
    readLocalFile: (path) => Promise.resolve({ bytes: Uint8Array.of(1), filename: path, media_type: "image/png" }),
  });
  const stuff = memory.root["x"];
  return stuff === undefined ? [] : { [stuff.concept]: await loadContent(stuff.value, contents) };
}

describe("a bare value", () => {
  it.each<[string, Json, JsonObject]>([
    ["native.Text", "tea", { "native.Text": { text: "tea" } }],
    ["shop.Note", "tea", { "shop.Note": { text: "tea" } }],
    ["native.Number", 3, { "native.Number": { number: 3 } }],
    ["native.YesNo", false, { "native.YesNo": { yes_no: false } }],
    ["native.Date", "2026-02-28", { "native.Date": { date: "2026-02-28" } }],
    ["native.Date", "2026-02-28T09:30:00Z", { "native.Date": { date: "2026-02-28", time: "09:30:00Z" } }],
    ["native.Time", "09:30", { "native.Time": { time: "09:30" } }],
    ["native.Html", "<b>", { "native.Html": { inner_html: "<b>" } }],
    ["native.JSON", { a: [1] }, { "native.JSON": { json_obj: { a: [1] } } }],
    ["native.JSON", { json_obj: { a: 1 } }, { "native.JSON": { json_obj: { a: 1 } } }],
    ["native.JSON", { json_obj: 1 }, { "native.JSON": { json_obj: { json_obj: 1 } } }],
    ["native.Composite", { a: { text: "b" } }, { "native.Composite": { a: { text: "b" } } }],
    ["native.Anything", "tea", { "native.Text": { text: "tea" } }],
    ["native.Anything", { a: 1 }, { "native.JSON": { json_obj: { a: 1 } } }],
    ["native.Anything", ["a", "b"], { "native.Text": [{ text: "a" }, { text: "b" }] }],
    ["native.Document", "https://e.org/a.pdf", { "native.Document": { url: "https://e.org/a.pdf" } }],
    ["shop.Order", { number: "7" }, { "shop.Order": { number: "7", total: 0 } }],
    ["shop.Box", { concept: "a", content: "b" }, { "shop.Box": { concept: "a", content: "b" } }],
  ])("for %s is put where its concept holds it: %j", async (concept, value, expected) => {
    expect(await shaped(slot(concept), value)).toEqual(expected);
  });

  it.each<[string, Json, string]>([
    ["native.Text", 3, "input.invalid"],
    ["native.Number", true, "input.invalid"],
    ["native.Number", "3", "input.invalid"],
    ["native.YesNo", "true", "input.invalid"],
    ["native.Date", "2026-02-30", "input.invalid"],
    ["native.Date", "soon", "input.invalid"],
    ["native.Time", "25:00", "input.invalid"],
    ["native.JSON", "text", "input.invalid"],
    ["native.Composite", "text", "input.invalid"],
    ["shop.Order", { total: 1 }, "input.invalid"],
    ["shop.Order", { number: "7", colour: "red" }, "input.invalid"],
    ["shop.Order", "7", "input.invalid"],
    ["native.Text", null, "input.invalid"],
    ["native.Text", ["a"], "input.wrong_multiplicity"],
    ["native.Anything", [["a"]], "input.wrong_multiplicity"],
  ])("that is no %s is a problem: %j", async (concept, value, code) => {
    expect(await shaped(slot(concept), value)).toEqual([code]);
  });
});

describe("several values", () => {
  it("are a list, a written list, or one that is wrapped; none is a list too", async () => {
    const texts = { "native.Text": [{ text: "a" }, { text: "b" }] };
    expect(await shaped(slot("native.Text", "many"), ["a", "b"])).toEqual(texts);
    expect(await shaped(slot("native.Text", "many"), { items: ["a", { text: "b" }] })).toEqual(texts);
    expect(await shaped(slot("native.Text", "many"), "a")).toEqual({ "native.Text": [{ text: "a" }] });
    expect(await shaped(slot("native.Text", "many"), [])).toEqual({ "native.Text": [] });
    expect(await shaped(slot("native.Text", 2), ["a", "b"])).toEqual(texts);
    expect(await shaped(slot("native.Text", 2), ["a"])).toEqual(["input.wrong_multiplicity"]);
    expect(await shaped(slot("native.Text", "many"), ["a", null, 3])).toEqual(["input.invalid", "input.invalid"]);
    expect(await shaped(slot("native.Text", "many"), [["a"]])).toEqual(["input.wrong_multiplicity"]);
  });
});

describe("an envelope", () => {
  it("names its own concept, which may be narrower, with brackets or without a domain", async () => {
    const order = { number: "7", total: 1 };
    expect(await shaped(slot("shop.Order"), { concept: "shop.Rush", content: order })).toEqual({ "shop.Rush": order });
    expect(await shaped(slot("shop.Order"), { concept: "Order", content: order })).toEqual({ "shop.Order": order });
    expect(await shaped(slot("native.Text"), { concept: "Text", content: "a" })).toEqual({
      "native.Text": { text: "a" },
    });
    const rush = { concept: "Rush", content: order };
    expect(await shaped(slot("shop.Order", "many"), [rush, rush])).toEqual({ "shop.Rush": [order, order] });
    expect(await shaped(slot("shop.Order", "many"), [rush, order])).toEqual({ "shop.Order": [order, order] });
    const written = { concept: "shop.Order[]", content: { items: [order] } };
    expect(await shaped(slot("shop.Order", "many"), written)).toEqual({ "shop.Order": [order] });
  });

  it("is refused where its concept is unknown, ambiguous or does not fit", async () => {
    const wrong = ["input.wrong_concept"];
    expect(await shaped(slot("shop.Order"), { concept: "Nothing", content: {} })).toEqual(wrong);
    expect(await shaped(slot("native.Anything"), { concept: "Pallet", content: "a" })).toEqual(wrong);
    expect(await shaped(slot("shop.Order"), { concept: "native.Text", content: "a" })).toEqual(wrong);
    expect(await shaped(slot("shop.Order"), { concept: "shop.Order", content: null })).toEqual(["input.invalid"]);
  });
});

describe("the names of inputs", () => {
  const crate = crateOf({ order: slot("shop.Order"), note: { ...slot("native.Text"), presence: "optional" } });
  const request = { crate, entry: "shop.main" };

  it("are those that the entry declares, with the nearest one as a suggestion", () => {
    expect(inputProblems({ ...request, inputs: { oder: {} } })).toMatchObject([
      { code: "input.unexpected", suggestion: "order" },
      { code: "input.missing" },
    ]);
    expect(
      inputProblems({ ...request, inputs: JSON.parse('{"__proto__":1,"order":{"number":"7"}}') as JsonObject }),
    ).toEqual([expect.objectContaining({ code: "input.unexpected" })]);
  });

  it("may be left out only where they are optional, and that is recorded", async () => {
    const contents = memoryContents();
    const limits = { inline_max_bytes: 4096, list_inline_max: 500 };
    const readLocalFile = () => Promise.reject(new TypeError("not called"));
    const memory = await shapeInputs({
      ...request,
      inputs: { order: { number: "7" } },
      contents,
      limits,
      readLocalFile,
    });
    expect(memory.absences["note"]).toMatchObject({ kind: "not_provided" });
    const nothing = shapeInputs({ ...request, inputs: { note: 3 }, contents, limits, readLocalFile });
    await expect(nothing).rejects.toMatchObject({
      report: { code: "input.missing", validation_errors: [{ code: "input.missing" }, { code: "input.invalid" }] },
    });
  });
});

describe("files that inputs name", () => {
  const limits = { inline_max_bytes: 4096, list_inline_max: 500 };

  it("are read once, stored by what is in them, and replaced by that", async () => {
    const contents = memoryContents();
    const read: string[] = [];
    const crate = crateOf({ report: slot("shop.Report"), photo: slot("native.Image", "many") });
    const inputs = {
      report: {
        day: "2026-01-31",
        cover: { url: "a.png" },
        scans: [{ url: "file:///b.pdf" }, { url: "https://e.org/c" }],
      },
      photo: ["a.png", { url: "data:image/gif;base64,AQI=", caption: "dots" }],
    };
    const memory = await shapeInputs({
      crate,
      entry: "shop.main",
      inputs,
      contents,
      limits,
      readLocalFile: (path) => {
        read.push(path);
        return Promise.resolve({ bytes: new TextEncoder().encode(path), filename: path, media_type: "image/png" });
      },
    });
    expect(read).toEqual(["a.png", "file:///b.pdf"]);
    const url = expect.stringMatching(/^perdure:\/\/sha256\/[0-9a-f]{64}$/u) as string;
    const report = memory.root["report"]?.value;
    expect(report && inlineContent(report)).toEqual({
      day: "2026-01-31",
      cover: { url, mime_type: "image/png", filename: "a.png" },
      scans: [{ url, mime_type: "image/png", filename: "file:///b.pdf" }, { url: "https://e.org/c" }],
    });
    const photo = memory.root["photo"]?.value;
    const photos = photo === undefined ? [] : (inlineContent(photo) as readonly JsonObject[]);
    expect(photos[1]).toEqual({ url, mime_type: "image/gif", caption: "dots" });
    expect([...(await contents.get(sha256Hex(Uint8Array.of(1, 2))))]).toEqual([1, 2]);
  });

  it("must be readable, of a known scheme and decodable", async () => {
    const attempt = (url: string) =>
      shapeInputs({
        crate: crateOf({ photo: slot("native.Image") }),
        entry: "shop.main",
        inputs: { photo: url },
        contents: memoryContents(),
        limits,
        readLocalFile: () => Promise.reject(createFailure("input.file_unreadable", { message: "No such file." })),
      });
    const refusal = (code: string): object => ({
      report: { code, message: expect.stringContaining("'photo'") as unknown },
    });
    await expect(attempt("gone.png")).rejects.toMatchObject(refusal("input.file_unreadable"));
    await expect(attempt("ftp://e.org/a")).rejects.toMatchObject(refusal("input.invalid"));
    await expect(attempt("data:image/png;base64,###")).rejects.toMatchObject(refusal("input.invalid"));
  });
});

describe("any JSON for any declared input", () => {
  const slots = fc.record({
    concept: fc.constantFrom(
      ...Object.keys(CONCEPTS),
      ...["Text", "Number", "YesNo", "Date", "Time", "Image", "Page", "JSON", "Html", "Composite", "Anything"].map(
        (code) => `native.${code}`,
      ),
    ),
    multiplicity: fc.constantFrom<InputSlot["multiplicity"]>("single", "many", 2),
    presence: fc.constantFrom<InputSlot["presence"]>("lift", "optional", "required"),
  });
  const leaf = fc.constantFrom<Json>("tea", "2026-01-31", "a.png", 3, 1.5, true, null, 1e308 * 10);
  const value = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom("text", "number", "url", "items", "concept", "content", "day", "json_obj", "__proto__"),
        tie("json"),
        { maxKeys: 3 },
      ),
      fc.record({ concept: fc.constantFrom("Text", "shop.Order", "Pallet", "Order[]", "?"), content: tie("json") }),
    ),
  })).json;

  it("is a value or has coded problems, and nothing is thrown that is not a failure", async () => {
    await fc.assert(
      fc.asyncProperty(slots, value, async (declared, given) => {
        const request = { inputs: { x: given }, crate: crateOf({ x: declared }), entry: "shop.main" };
        const problems = inputProblems(request);
        for (const { code, message } of problems) {
          expect(code).toMatch(/^input\.[a-z_]+$/u);
          expect(message).toContain("'x");
        }
        const ended = await shapeInputs({
          ...request,
          contents: memoryContents(),
          limits: { inline_max_bytes: 10, list_inline_max: 2 },
          readLocalFile: () => Promise.reject(createFailure("input.file_unreadable", { message: "No such file." })),
        }).catch((error: unknown) => error);
        if (isFailureError(ended)) expect(ended.report.code).toMatch(/^input\./u);
        else expect(ended).toHaveProperty("root.x");
        if (problems.length > 0) expect(isFailureError(ended)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused where it is too deep to be data", () => {
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const request = { inputs: { x: deep }, crate: crateOf({ x: slot("native.Anything") }), entry: "shop.main" };
    expect(inputProblems(request)).toMatchObject([{ code: "input.invalid" }]);
  });
});
