import { jsonText } from "./content-json.ts";
import { fieldShape, isArray, itemsOf, member, membersOf, scalarOf, view } from "./content-view.ts";
import { pythonText } from "../python/python-text.ts";
import { ANY_SHAPE } from "../shape.ts";
import type { Json, JsonObject, Shape } from "../shape.ts";
import type { ContentValue, Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";

/** URLs are cut here, so that an inlined image never floods a prompt. */
const URL_CHARACTERS = 500;

/** What rendering a content needs: the work counter, and a sink when nested images are to become tokens. */
interface ContentPrinter {
  readonly work: Work;
  readonly image?: (value: JsonObject, path: string) => string;
}

/** Renders a content as plain text, which is also its Markdown: scalars as Python prints them, structures as nested bullets. */
export function contentText(content: ContentValue, printer: ContentPrinter): string {
  printer.work.enter();
  const text = blockText(content, printer);
  printer.work.leave();
  printer.work.produce(text.length);
  return text;
}

function blockText(content: ContentValue, printer: ContentPrinter): string {
  const leaf = leafText(content, printer);
  if (leaf !== undefined) return leaf;
  const items = itemsOf(content);
  if (items !== undefined) return listBlocks(content, items, printer);
  const object = membersOf(content) ?? {};
  if (content.shape.kind === "any") return fenced(jsonText(content.json, content.shape, printer.work));
  return memberLines(content, object, printer).join("\n");
}

/** The text of a content that is not printed part by part; undefined for structures, dicts and lists. */
function leafText(content: ContentValue, printer: ContentPrinter): string | undefined {
  const scalar = scalarOf(content);
  if (scalar !== undefined) return pythonText(scalar, printer.work);
  if (isArray(content.json)) return undefined;
  const object = content.json;
  switch (content.shape.kind) {
    case "image":
      return printer.image?.(object, content.path) ?? urlText(object);
    case "document":
      return documentText(object);
    case "html":
      return stringMember(object, "inner_html");
    case "json":
      return jsonText(member(object, "json_obj") ?? object, ANY_SHAPE, printer.work);
    case "structured":
      return isTextAndImages(content.shape) ? textAndImages(content, object, printer) : undefined;
    default:
      return undefined;
  }
}

function listBlocks(content: ContentValue, items: readonly Json[], printer: ContentPrinter): string {
  const shape = content.shape.kind === "list" ? content.shape : undefined;
  const views = items.map((item, index) => view(item, shape?.item ?? ANY_SHAPE, `${content.path}[${index}]`));
  if (shape?.all_native_text === true) return views.map((item) => ` • ${valueText(item, printer)}`).join("\n");
  return views.map((item, index) => `• item #${index + 1}:\n${valueText(item, printer)}`).join("\n");
}

function memberLines(content: ContentValue, object: JsonObject, printer: ContentPrinter): string[] {
  return memberNames(content.shape, object).flatMap((name) => {
    const value = view(member(object, name), fieldShape(content.shape, name), `${content.path}.${name}`);
    return entryLines(`${name}:`, value, printer);
  });
}

function entryLines(label: string, value: Value, printer: ContentPrinter): string[] {
  printer.work.enter();
  const nested = typeof value === "object" && value?.kind === "content" ? nestedLines(value, printer) : undefined;
  const lines = nested ?? valueText(value, printer).split("\n");
  printer.work.leave();
  printer.work.produce(lines.length * 2);
  const [first = "", ...rest] = lines;
  if (nested === undefined && rest.length === 0) return [first === "" ? `- ${label}` : `- ${label} ${first}`];
  return [`- ${label}`, ...lines.map((line) => (line === "" ? "" : `  ${line}`))];
}

/** The bullets of a list, dict or structure that stands inside another one; undefined when it prints as one text. */
function nestedLines(content: ContentValue, printer: ContentPrinter): string[] | undefined {
  if (leafText(content, { work: printer.work }) !== undefined) return undefined;
  const items = itemsOf(content);
  if (items === undefined) {
    const lines = memberLines(content, membersOf(content) ?? {}, printer);
    return lines.length === 0 ? undefined : lines;
  }
  if (items.length === 0) return undefined;
  const shape = content.shape.kind === "list" ? content.shape.item : ANY_SHAPE;
  return items.flatMap((item, index) => {
    const value = view(item, shape, `${content.path}[${index}]`);
    if (typeof value !== "object" || value?.kind !== "content") {
      const [first = "", ...rest] = valueText(value, printer).split("\n");
      return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))];
    }
    return entryLines(`item #${index + 1}:`, value, printer);
  });
}

function valueText(value: Value, printer: ContentPrinter): string {
  if (typeof value !== "object" || value?.kind !== "content") return pythonText(value, printer.work);
  if (itemsOf(value)?.length === 0) return "[]";
  return contentText(value, printer);
}

function textAndImages(content: ContentValue, object: JsonObject, printer: ContentPrinter): string {
  const parts = ["text", "images"].flatMap((name) => {
    const value = view(member(object, name), fieldShape(content.shape, name), `${content.path}.${name}`);
    if (value === null) return [];
    if (typeof value !== "object" || value.kind !== "content") return [pythonText(value, printer.work)];
    const items = itemsOf(value);
    if (items === undefined) return [contentText(value, printer)];
    const shape = value.shape.kind === "list" ? value.shape.item : ANY_SHAPE;
    return items.map((item, index) => valueText(view(item, shape, `${value.path}[${index}]`), printer));
  });
  return parts.join("\n");
}

/** The names of an object's members: the declared ones first, in their order, then what else is there. */
export function memberNames(shape: Shape, object: JsonObject): readonly string[] {
  if (shape.kind !== "structured") return Object.keys(object);
  const declared = Object.keys(shape.fields);
  return [...declared, ...Object.keys(object).filter((name) => !Object.hasOwn(shape.fields, name))];
}

/** Tells whether a declared type is the native TextAndImages, which prints its text and then its images. */
function isTextAndImages(shape: Shape): boolean {
  return (
    shape.kind === "structured" && ["text", "images", "raw_html"].every((name) => Object.hasOwn(shape.fields, name))
  );
}

/** The URL of an image or document, cut to a readable length. */
export function urlText(object: JsonObject): string {
  return stringMember(object, "url").slice(0, URL_CHARACTERS);
}

function documentText(object: JsonObject): string {
  const title = stringMember(object, "title");
  const snippet = stringMember(object, "snippet");
  if (title === "") return urlText(object);
  return `- ${title}: ${urlText(object)}${snippet === "" ? "" : `\n  ${snippet}`}`;
}

/** A member that should be a string; anything else reads as empty. */
export function stringMember(object: JsonObject, name: string): string {
  const value = member(object, name);
  return typeof value === "string" ? value : "";
}

function fenced(json: string): string {
  return `\`\`\`json\n${json}\n\`\`\``;
}
