import type { Concept, ConceptRef, Json } from "@perdure/crate";
import { parseMethod } from "@perdure/parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mainJson, prettyJson, reportText } from "./result-files.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { TEST_OUTPUTS } from "../testing/fake-ports.ts";

const METHOD = `
domain = "shop"
main_pipe = "make"
[concept.Note]
description = "A note"
refines = "Text"
[concept.Line]
description = "A line of an order"
[concept.Line.structure]
article = { type = "text", description = "What", required = true }
count = { type = "integer", description = "How many" }
[concept.Order]
description = "An order"
[concept.Order.structure]
order_number = { type = "text", description = "Its number", required = true }
is_paid = { type = "boolean", description = "Whether it is paid" }
lines = { type = "list", item_type = "concept", item_concept_ref = "Line", description = "Its lines" }
tags = { type = "list", item_type = "text", description = "Its tags" }
remark = { type = "text", description = "A remark" }
[pipe.make]
type = "PipeLLM"
description = "Makes"
inputs = { note = "Note" }
output = "Order"
prompt = "$note"
`;
const concepts: Readonly<Record<ConceptRef, Concept>> =
  parseMethod([{ path: "shop.mthds", text: METHOD }]).crate?.concepts ?? {};
const HOSTILE = fc.constantFrom(..."<>&#;a /!?-*\n\u0000\u001B\u009B".split(""));
const render = (content: Json, concept = "native.Anything", isList = false): string =>
  renderMarkdown(content, concept, isList, concepts);

describe("a value as Markdown", () => {
  it("of a text is the text, Markdown included", () => {
    expect(render({ text: "# Title\n\n- one\n" }, "native.Text")).toBe("# Title\n\n- one\n");
    expect(render({ text: "A note." }, "shop.Note")).toBe("A note.\n");
  });

  it.each([
    [{ number: 5 }, "native.Number", "5\n"],
    [{ yes_no: true }, "native.YesNo", "yes\n"],
    [{ url: "perdure://sha256/00", filename: "a.png" }, "native.Image", "a.png\n"],
    ["loose", "native.Anything", "loose\n"],
    [null, "native.Anything", "null\n"],
  ])("%j of %s is %j", (content, concept, text) => {
    expect(render(content, concept)).toBe(text);
  });

  it("of a structure has its fields in the order of the concept, short ones first", () => {
    const order = {
      tags: ["new", "urgent"],
      lines: [{ article: "Tea", count: 2 }, { article: "Cups" }],
      remark: "First line.\nSecond line.",
      is_paid: false,
      order_number: "A-1",
      extra: null,
    };
    expect(render(order, "shop.Order")).toBe(
      [
        "- **order number:** A-1",
        "- **is paid:** false",
        "",
        "## lines",
        "",
        "### 1",
        "",
        "- **article:** Tea",
        "- **count:** 2",
        "",
        "### 2",
        "",
        "- **article:** Cups",
        "",
        "## tags",
        "",
        "- new",
        "- urgent",
        "",
        "## remark",
        "",
        "First line.\nSecond line.",
        "",
      ].join("\n"),
    );
  });

  it("of a list has a numbered section for each item, or says that there is none", () => {
    expect(render([{ article: "Tea" }, { article: "Cups" }], "shop.Line", true)).toBe(
      "# A line of an order\n\n## 1\n\n- **article:** Tea\n\n## 2\n\n- **article:** Cups\n",
    );
    expect(render([], "shop.Line", true)).toBe("# A line of an order\n\n(none)\n");
  });

  it("never holds live HTML, wherever a value plants it", () => {
    const attack = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&#62;";
    const planted: readonly (readonly [Json, string, boolean])[] = [
      [{ text: attack }, "native.Text", false],
      [{ inner_html: attack, css_class: attack }, "native.Html", false],
      [
        { [attack]: attack, long: `a\n${attack}`, list: [attack], inner: { [attack]: [{ deep: attack }] } },
        "native.Anything",
        false,
      ],
      [[{ article: attack }], "shop.Line", true],
      [{ url: attack, title: attack }, "native.Document", false],
    ];
    for (const [content, concept, isList] of planted) {
      expect(render(content, concept, isList)).not.toMatch(/<[a-z/!?]/i);
      expect(render(content, concept, isList)).toContain("&lt;script>");
    }
  });

  it("renders any JSON without live HTML or control characters", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: HOSTILE }), fc.boolean(), (content, isList) => {
        const text = render(content as Json, "native.Anything", isList);
        expect(text).not.toMatch(/<[A-Za-z/!?]/);
        expect(text).not.toMatch(/(?![\n\t])\p{Cc}/u);
        expect(text.endsWith("\n")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the result files", () => {
  it("have equal bytes for equal values, whatever the order of their members", () => {
    expect(prettyJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(prettyJson({ a: null, b: [{ c: 2, d: 1 }] }));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(prettyJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("say why where there is no output", () => {
    const absent = { ...TEST_OUTPUTS, main: { kind: "absent", reason: "nothing matched" } } as const;
    expect(mainJson(absent)).toEqual({ absent: true, reason: "nothing matched" });
    expect(reportText(absent)).toBe("(no output: nothing matched)\n");
  });
});
