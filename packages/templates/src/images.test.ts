import { describe, expect, test } from "vitest";
import type { ImageSink } from "./index.ts";
import { parsed, plain, problem, render, stuff } from "./test-support/rendering.ts";

const PAGE = {
  kind: "structured",
  fields: {
    text_and_images: {
      kind: "structured",
      fields: { text: { kind: "text" }, images: { kind: "list", item: { kind: "image" } }, raw_html: { kind: "text" } },
    },
    page_view: { kind: "image" },
  },
} as const;

const context = {
  photo: stuff("photo", "native.Image", { url: "u1" }, { kind: "image" }),
  photos: stuff(
    "photos",
    "native.Image",
    { items: [{ url: "u1" }, { url: "u2" }] },
    { kind: "list", item: { kind: "image" } },
  ),
  files: stuff("files", "native.Document", [{ url: "d1" }, { url: "d2" }], {
    kind: "list",
    item: { kind: "document" },
  }),
  page: stuff(
    "page",
    "native.Page",
    { text_and_images: { text: { text: "words" }, images: [{ url: "u3" }], raw_html: null }, page_view: { url: "u4" } },
    PAGE,
  ),
  word: plain("w"),
};

function numbering(): ImageSink & { readonly seen: string[] } {
  const seen: string[] = [];
  const take = (label: string) => (value: { readonly [key: string]: unknown }, path: string) => {
    seen.push(`${path}=${String(value["url"])}`);
    return `[${label} ${seen.length}]`;
  };
  return { seen, image: take("Image"), document: take("Document") };
}

describe("images and documents", () => {
  test.each<[string, string, string[]]>([
    ["$photo", "[Image 1]", ["photo=u1"]],
    ["@photo", "<photo>\n[Image 1]\n</photo>", ["photo=u1"]],
    ["{{ photo }} {{ page.page_view }}", "[Image 1] [Image 2]", ["photo=u1", "page.page_view=u4"]],
    ["$photos", "[Image 1], [Image 2]", ["photos[0]=u1", "photos[1]=u2"]],
    ["{% for p in photos %}{{ p }}{% endfor %}", "[Image 1][Image 2]", ["photos[0]=u1", "photos[1]=u2"]],
    ["$files", "[Document 1]\n[Document 2]", ["files[0]=d1", "files[1]=d2"]],
    ["$page", "- text_and_images:\n  words\n  u3\n- page_view: u4", []],
    [
      "{{ page | with_images }}",
      "- text_and_images:\n  words\n  [Image 1]\n- page_view: [Image 2]",
      ["page.text_and_images.images[0]=u3", "page.page_view=u4"],
    ],
    ["{{ photo.url }}", "u1", []],
  ])("%s", (source, expected, seen) => {
    const images = numbering();
    expect(render(source, context, { category: "llm_prompt", images })).toBe(expected);
    expect(images.seen).toEqual(seen);
  });

  test("print their addresses where nobody takes them", () => {
    expect(render("$photo {{ page.page_view }} {{ page | with_images }}", context, { category: "llm_prompt" })).toBe(
      "u1 u4 - text_and_images:\n  words\n  u3\n- page_view: u4",
    );
  });

  test("with_images refuses texts and what is not there", () => {
    expect(problem("{{ word | with_images }}", context, { category: "llm_prompt" }).code).toBe("template.type");
    expect(problem("{{ nothing | with_images }}", context, { category: "llm_prompt" }).code).toBe(
      "template.undefined_variable",
    );
  });

  test("with_images belongs to prompts", () => {
    expect(problem("{{ page | with_images }}", context, { category: "markdown" })).toEqual({
      code: "template.unknown_filter",
      offset: 10,
    });
    expect(parsed("{{ page | with_images }}", "img_gen_prompt").variables[0]?.filters).toEqual(["with_images"]);
  });
});
