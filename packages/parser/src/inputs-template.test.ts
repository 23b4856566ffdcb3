import { describe, expect, it } from "vitest";
import { withPipe } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";

const templateOf = (inputs: string) =>
  parseMethod([
    { path: "a.mthds", text: withPipe("PipeFunc", `inputs = { ${inputs} }\noutput = "Note"\nfunction_name = "f"`) },
  ]).inputsTemplate("shop.p");

describe("inputsTemplate", () => {
  it("writes each input in its natural shape, without an envelope", () => {
    expect(
      templateOf(
        `text = "Text", title = "Title", count = "Number", ok = "YesNo", day = "Date", scan = "Document", pictures = "Image[2]", any = "JSON"`,
      ),
    ).toEqual({
      text: "<text>",
      title: "<title>",
      count: 0,
      ok: false,
      day: "2026-01-31",
      scan: { url: "<path or address of scan>" },
      pictures: [{ url: "<path or address of pictures>" }, { url: "<path or address of pictures>" }],
      any: {},
    });
  });

  it("writes structures as objects, nested ones too", () => {
    expect(templateOf(`orders = "Order[]"`)).toEqual({
      orders: [{ number: "<number>", total: 0, buyer: { name: "<name>" }, lines: [{ label: "<label>" }] }],
    });
  });

  it("stays small for structures that multiply", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const fields = Array.from(
        { length: 40 },
        (_field, index) => `f${index} = { type = "concept", concept_ref = "L${level + 1}", description = "d" }`,
      );
      return `[concept.L${level}]\ndescription = "d"\n[concept.L${level}.structure]\n${fields.join("\n")}\n`;
    });
    const text = `domain = "a"\nmain_pipe = "p"\n${levels.join("")}[concept.L9]\ndescription = "d"\n[pipe.p]\ntype = "PipeFunc"\ndescription = "d"\ninputs = { x = "L0" }\noutput = "Text"\nfunction_name = "f"\n`;
    expect(JSON.stringify(parseMethod([{ path: "a", text }]).inputsTemplate()).length).toBeLessThan(100_000);
  });

  it("is empty for a method with errors and for a pipe that is not there", () => {
    expect(parseMethod([{ path: "a", text: "" }]).inputsTemplate()).toEqual({});
    expect(templateOf("").valueOf()).toEqual({});
  });
});
