import { describe, expect, test } from "vitest";
import { renderContent } from "../index.ts";
import type { Shape, TextFormat } from "../index.ts";
import { plain, render, stuff, text } from "../test-support/rendering.ts";

const MATCH: Shape = {
  kind: "structured",
  fields: {
    is_match: { kind: "boolean" },
    score: { kind: "integer" },
    ratio: { kind: "number" },
    note: { kind: "text" },
    tags: { kind: "list", item: { kind: "text" } },
    ratios: { kind: "list", item: { kind: "number" } },
    owner: { kind: "structured", fields: { name: { kind: "text" }, age: { kind: "number" } } },
    prices: { kind: "dict", value: { kind: "number" } },
    steps: { kind: "list", item: { kind: "structured", fields: { title: { kind: "text" } } } },
  },
};

const judged = (member: string, kind: "text" | "integer"): Shape => ({
  kind: "structured",
  fields: {
    [member]: { kind },
    confidence: { kind: "number" },
    probabilities: { kind: "dict", value: { kind: "number" } },
  },
});

const match = stuff(
  "match",
  "demo.Match",
  {
    is_match: true,
    score: 80,
    ratio: 5,
    tags: ["a", "it's"],
    ratios: [1, 2.5],
    owner: { name: "Ada\nLovelace", age: 36 },
    prices: { eur: 3 },
    steps: [{ title: "one" }, { title: "two" }],
  },
  MATCH,
);

const context = {
  match,
  greeting: text("greeting", "Hi <b>"),
  count: stuff("count", "native.Number", { number: 5 }, { kind: "number" }),
  share: stuff("share", "native.Number", { number: 0.5 }, { kind: "number" }),
  agreed: stuff("agreed", "native.YesNo", { yes_no: false }, { kind: "boolean" }),
  moment: stuff("moment", "native.Date", { date: "2026-01-02", time: "10:00:00" }, { kind: "date" }),
  choice: stuff("choice", "native.Choice", { choice: "b", confidence: 0.5 }, judged("choice", "text")),
  rating: stuff("rating", "native.Rating", { level: 3 }, judged("level", "integer")),
  day: stuff("day", "native.Date", { date: "2026-01-02" }, { kind: "date" }),
  words: stuff(
    "words",
    "native.Text",
    { items: [{ text: "a" }, { text: "b" }] },
    { kind: "list", item: { kind: "text" }, all_native_text: true },
  ),
  titles: stuff(
    "titles",
    "demo.Title",
    { items: [{ text: "a" }, { text: "b" }] },
    { kind: "list", item: { kind: "text" } },
  ),
  steps: stuff("steps", "demo.Step", [{ title: "one" }], {
    kind: "list",
    item: { kind: "structured", fields: { title: { kind: "text" } } },
  }),
  data: stuff("data", "native.JSON", { json_obj: { a: 1 } }, { kind: "json" }),
  anything: stuff("anything", "native.Anything", { a: 1 }, { kind: "any" }),
  web: stuff("web", "native.Html", { inner_html: "<i>x</i>", css_class: "c" }, { kind: "html" }),
  photo: stuff("photo", "native.Image", { url: `https://e.org/${"x".repeat(600)}` }, { kind: "image" }),
  file: stuff(
    "file",
    "native.Document",
    { url: "https://e.org/a.pdf", title: "A", snippet: "s" },
    { kind: "document" },
  ),
  page: stuff(
    "page",
    "native.Page",
    {
      text_and_images: { text: { text: "first\nsecond" }, images: [{ url: "u1" }], raw_html: null },
      page_view: { url: "u2" },
    },
    {
      kind: "structured",
      fields: {
        text_and_images: {
          kind: "structured",
          fields: {
            text: { kind: "text" },
            images: { kind: "list", item: { kind: "image" } },
            raw_html: { kind: "text" },
          },
        },
        page_view: { kind: "image" },
      },
    },
  ),
  loose: plain({ a: [1, { b: null }], f: 1.5, yes: true }),
};

describe("a value prints by its declared type", () => {
  test.each([
    ["{{ match.is_match }}", "True"],
    ["{{ match.score }} {{ match.ratio }}", "80 5.0"],
    ["{{ match.note }} $match.note", "None None"],
    ["{{ match.tags }} {{ match.ratios }} {{ match.prices }}", "['a', \"it's\"] [1.0, 2.5] {'eur': 3.0}"],
    ["{{ match.owner.age + 1 }} {{ match.score + 1 }}", "37.0 81"],
    ["{{ count }} {{ count.number }} {{ count + 1 }} {{ share }}", "5 5 6 0.5"],
    [
      "{{ moment }} {{ moment.date }} {{ moment.time }} {{ agreed.probability }}",
      "2026-01-02T10:00:00 2026-01-02 10:00:00 None",
    ],
    ["{{ choice }} {{ choice == 'b' }} {{ choice.confidence }}", "b True 0.5"],
    ["{{ rating }} {{ rating >= 2 }} $rating", "3 True 3"],
    ["{{ agreed }} {{ 'y' if agreed else 'n' }} {{ agreed.yes_no }}", "False n False"],
    ["{{ day }} {{ day.date }}", "2026-01-02 2026-01-02"],
    ["{{ greeting }} {{ greeting.text }} $greeting.text {{ greeting | upper }}", "Hi <b> Hi <b> Hi <b> HI <B>"],
    [
      "{{ greeting == 'Hi <b>' }} {{ greeting ~ '!' }} {{ greeting | length }} {{ greeting.upper() }}",
      "True Hi <b>! 6 HI <B>",
    ],
    ["{{ match.owner }}", "- name:\n  Ada\n  Lovelace\n- age: 36.0"],
    ["{{ match.steps }}", "• item #1:\n- title: one\n• item #2:\n- title: two"],
    ["{{ words }}", " • a\n • b"],
    ["{{ titles }}", "• item #1:\na\n• item #2:\nb"],
    ["{{ steps }}|{{ steps[0].title }}|{{ steps.items | length }}", "• item #1:\n- title: one|one|1"],
    ["{% for t in titles %}{{ t }}{{ loop.index }}{% endfor %}", "a1b2"],
    ["{{ data }}", '{\n  "a": 1\n}'],
    ["{{ anything }}", '```json\n{\n  "a": 1\n}\n```'],
    ["{{ web }} {{ web.css_class }}", "<i>x</i> c"],
    ["{{ photo | string | length }} {{ photo | format | length }} {{ photo.caption }}", "500 500 None"],
    ["{{ [match.owner, 1] | join('|') }}", "- name:\n  Ada\n  Lovelace\n- age: 36.0|1"],
    ["{{ file }}", "- A: https://e.org/a.pdf\n  s"],
    ["{{ page }}", "- text_and_images:\n  first\n  second\n  u1\n- page_view: u2"],
    ["{{ page.text_and_images.text.text }}", "first\nsecond"],
    ["{{ loose }} {{ loose.a[1].b }} {{ loose.missing }}|", "{'a': [1, {'b': None}], 'f': 1.5, 'yes': True} None |"],
    [
      "{{ match._stuff_name }} {{ match._concept_code }} {{ match._stuff_code }} {{ match._content_class }}",
      "match Match match-code MatchContent",
    ],
    [
      "{{ match.get('score') }} {{ match.get('x', 7) }} {% for k in match.iter_keys() %}{{ k }},{% endfor %}",
      "80 7 is_match,score,ratio,tags,ratios,owner,prices,steps,",
    ],
  ])("%s", (source, expected) => {
    expect(render(source, context)).toBe(expected);
  });

  test("structures print with their fields in the declared order, the empty ones too", () => {
    expect(render("$match", context)).toBe(
      [
        "- is_match: True",
        "- score: 80",
        "- ratio: 5.0",
        "- note: None",
        "- tags:",
        "  - a",
        "  - it's",
        "- ratios:",
        "  - 1.0",
        "  - 2.5",
        "- owner:",
        "  - name:",
        "    Ada",
        "    Lovelace",
        "  - age: 36.0",
        "- prices:",
        "  - eur: 3.0",
        "- steps:",
        "  - item #1:",
        "    - title: one",
        "  - item #2:",
        "    - title: two",
      ].join("\n"),
    );
  });
});

describe("format and tag", () => {
  test.each([
    ["{{ match.owner | format('json') }}", '{\n  "name": "Ada\\nLovelace",\n  "age": 36.0\n}'],
    ["{{ greeting | format('json') }}", '{\n  "text": "Hi <b>"\n}'],
    ["{{ greeting | format('html') }}", "Hi &lt;b&gt;"],
    ["{{ '<i>' | format('html') }}", "&lt;i&gt;"],
    ["{{ web | format('html') }}", "&lt;i&gt;x&lt;/i&gt;"],
    [
      "{{ match.owner | format('html') }}",
      "<table><tr><td>name</td><td>Ada\nLovelace</td></tr><tr><td>age</td><td>36.0</td></tr></table>",
    ],
    ["{{ words | format('html') }}", "<ul><li>a</li><li>b</li></ul>"],
    ["{{ 3 | format }} {{ true | format('json') }}", "3 True"],
    [
      "{{ count | tag }} {{ match.owner.age | tag }}",
      "<count>\n5\n</count> <match.owner.age>\n36.0\n</match.owner.age>",
    ],
    ["{{ 'v' | tag }}{{ 'v' | tag('n') }}", "<data>\nv\n</data><n>\nv\n</n>"],
  ])("%s", (source, expected) => {
    expect(render(source, context)).toBe(expected);
  });

  test.each([
    ["xml", "<greeting>\nHi <b>\n</greeting>|<data>\nv\n</data>"],
    ["square_brackets", "[greeting]\nHi <b>\n[/greeting]|[data]\nv\n[/data]"],
    ["ticks", "greeting: ```\nHi <b>\n```|```\nv\n```"],
    ["no_tag", "Hi <b>|v"],
  ] as const)("tags in the style %s", (tag_style, expected) => {
    expect(render("@greeting|{{ 'v' | tag }}", context, { tag_style })).toBe(expected);
  });

  test("the text format of the rendering is the default of `$` and `@`", () => {
    expect(render("$words", context, { text_format: "json" })).toBe(
      '{\n  "items": [\n    {\n      "text": "a"\n    },\n    {\n      "text": "b"\n    }\n  ]\n}',
    );
    expect(render("@greeting", context, { text_format: "html" })).toBe("<greeting>\nHi &lt;b&gt;\n</greeting>");
  });

  test("renderContent does what `$name` does", () => {
    for (const text_format of ["plain", "markdown", "html", "json"] satisfies TextFormat[]) {
      expect(renderContent(match, text_format)).toBe(render("$match", context, { text_format }));
    }
  });
});

describe("the html category", () => {
  test.each([
    ["{{ greeting }} {{ greeting.text }} {{ web }}", "Hi &lt;b&gt; Hi &lt;b&gt; &lt;i&gt;x&lt;/i&gt;"],
    ["{{ web.inner_html | safe }}", "<i>x</i>"],
    ["@greeting", "<greeting>\nHi &lt;b&gt;\n</greeting>"],
    ["{{ greeting | format('html') }}", "Hi &lt;b&gt;"],
    ["{% if 1 %}\n<p>\n{% endif %}\n", "<p>\n"],
    ["{{ '</SCRIPT>' | safe | escape_script_tag }}", "<\\/SCRIPT>"],
    ["{{ photo | format('html') | length > 500 }}", "True"],
  ])("%s", (source, expected) => {
    expect(render(source, context, { category: "html" })).toBe(expected);
  });

  test("never makes a link of an address that a browser would run", () => {
    const evil = stuff(
      "evil",
      "native.Document",
      { url: "javascript:alert(1)", title: '"><script>' },
      { kind: "document" },
    );
    expect(render("{{ evil | format('html') }}", { evil }, { category: "html" })).toBe("&#34;&gt;&lt;script&gt;");
  });
});
