import type { Concept, InputSlot } from "@perdure/crate";
import { fingerprintCrate } from "@perdure/crate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryContents } from "../contents/memory-contents.ts";
import { parseCsv } from "./parse-csv.ts";
import { inputProblems, shapeInputs } from "./shape-inputs.ts";
import { loadContent } from "../contents/stored-content.ts";
import { testPipes } from "../testing/index.ts";

const CONCEPTS: Readonly<Record<string, Concept>> = {
  "shop.Order": {
    description: "An order",
    fields: {
      number: { type: "text", required: true },
      total: { type: "number", required: true },
      items: { type: "integer", required: false },
      paid: { type: "boolean", required: false },
      day: { type: "date", required: false },
      state: { type: "text", choices: ["open", "done"], required: false, default: "open" },
    },
  },
  "shop.Box": { description: "A box", fields: { orders: { type: "list", required: false } } },
};
const slot = (concept: string): InputSlot => ({ concept, multiplicity: "many", presence: "lift" });

/** What a table becomes: its items, or the messages of what is wrong. */
async function read(text: string | Uint8Array, value: string | { readonly url: string } = "orders.csv") {
  const pipe = { ...testPipes.llm("main", []), domain: "shop", inputs: { orders: slot("shop.Order") } };
  const crate = fingerprintCrate({ concepts: CONCEPTS, pipes: { "shop.main": pipe } });
  const contents = memoryContents();
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  try {
    const memory = await shapeInputs({
      inputs: { orders: value },
      crate,
      entry: "shop.main",
      contents,
      limits: { inline_max_bytes: 4096, list_inline_max: 500 },
      readLocalFile: (path) => Promise.resolve({ bytes, filename: path, media_type: "text/csv" }),
    });
    const orders = memory.root["orders"];
    return orders === undefined ? undefined : await loadContent(orders.value, contents);
  } catch (error) {
    const { report } = error as { readonly report: { readonly validation_errors?: readonly { message: string }[] } };
    return report.validation_errors?.map(({ message }) => message);
  }
}

describe("a table for several structures", () => {
  it("has one item a row, each cell as its field has it, and nothing for an empty one", async () => {
    const text = `number,total,items,paid,day,state\r\n7,1.5,2,Yes,2026-01-31,done\r\n"8, ""b""",-2e3,,off,,\n`;
    const expected = [
      { number: "7", total: 1.5, items: 2, paid: true, day: "2026-01-31", state: "done" },
      { number: '8, "b"', total: -2000, paid: false, state: "open" },
    ];
    expect(await read(text)).toEqual(expected);
    expect(await read(`\uFEFF${text}`, { url: "file:///a/ORDERS.CSV" })).toEqual(expected);
    expect(await read("total,number\n")).toEqual([]);
  });

  it("says which column, row and field is wrong", async () => {
    expect(await read("number,colour,colour\n7,red,red")).toEqual([
      "'orders' has the column 'colour', which is no field of shop.Order",
      "'orders' has the column 'colour' more than once",
      "'orders' lacks the column 'total', which shop.Order requires",
    ]);
    expect(await read("number,total,paid,day\n7,much,perhaps,soon\n8,1")).toEqual([
      "'orders', row 2: the field 'total' of shop.Order should be number",
      "'orders', row 2: the field 'paid' of shop.Order should be boolean",
      "'orders', row 2: the field 'day' of shop.Order should be date",
      "'orders', row 3, has 2 cells, and the header 4",
    ]);
    expect(await read("number,total,state\n7,1,lost\n,2,")).toHaveLength(2);
  });

  it("is UTF-8, and CSV", async () => {
    const refused = ["'orders' is no CSV with a header"];
    expect(await read(Uint8Array.of(0x61, 0xff))).toEqual(refused);
    expect(await read('number,total\n"7,1')).toEqual(refused);
    expect(await read('number,total\n"7"x,1')).toEqual(refused);
    expect(await read("")).toEqual(refused);
  });

  it("is a local CSV of a flat concept", async () => {
    expect(await read("", "orders.xlsx")).toEqual(["'orders' is a workbook: save its sheet as .csv"]);
    expect(await read("", "https://e.org/orders.csv")).toEqual([
      "'orders' is a table that is not a local file: fetch it first",
    ]);
    const pipe = { ...testPipes.llm("main", []), domain: "shop", inputs: { boxes: slot("shop.Box") } };
    const crate = fingerprintCrate({ concepts: CONCEPTS, pipes: { "shop.main": pipe } });
    expect(inputProblems({ inputs: { boxes: "boxes.csv" }, crate, entry: "shop.main" })).toMatchObject([
      { code: "input.invalid" },
    ]);
  });
});

describe("parseCsv", () => {
  it("gives back what was written, whatever is in a cell", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é", " ") });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })),
        fc.constantFrom("\n", "\r\n"),
        (rows, end) => {
          const text = rows.map((cells) => `${cells.map(quoted).join(",")}${end}`).join("");
          expect(parseCsv(text)).toEqual(rows);
        },
      ),
    );
  });

  it("never throws, and reads plain cells as they are", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseCsv(text)));
    expect(parseCsv("a,b\n\n1,\r\n,2")).toEqual([
      ["a", "b"],
      ["1", ""],
      ["", "2"],
    ]);
    expect(parseCsv("a,")).toEqual([["a", ""]]);
  });
});
