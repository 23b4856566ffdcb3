import { contentHtml } from "./content-html.ts";
import { jsonText } from "./content-json.ts";
import { contentText } from "./content-text.ts";
import { isArray, itemsOf, viewItem } from "./content-view.ts";
import { escapeHtml } from "./escape-html.ts";
import { plainText, printsAsPython } from "./plain-text.ts";
import type { Runtime } from "../rendering/runtime.ts";
import type { JsonObject, Shape, TextFormat } from "../shape.ts";
import { isKind, markup } from "../python/value.ts";
import type { ContentValue, Value } from "../python/value.ts";

/** The text that a value prints as, escaped where the category escapes. */
export function printed(value: Value, runtime: Runtime): string {
  const shown = shownValue(value, runtime.textFormat, runtime);
  const text = plainText(shown, runtime.work);
  if (!runtime.autoescape || isKind(shown, "markup")) return text;
  const escaped = escapeHtml(text);
  runtime.work.produce(escaped.length - text.length);
  return escaped;
}

/** A content as text in a format, or safe HTML for the HTML format; any other value as it is. */
export function shownValue(value: Value, format: TextFormat, runtime: Runtime): Value {
  if (!isKind(value, "content") || printsAsPython(value)) return value;
  const media = directMedia(value, runtime);
  if (media !== undefined) return media;
  return rendered(value, format, runtime);
}

/** Renders a content in a format, without asking where images go. */
export function rendered(content: ContentValue, format: TextFormat, runtime: Pick<Runtime, "work">): Value {
  switch (format) {
    case "html":
      return markup(contentHtml(content, runtime.work));
    case "json":
      return jsonText(content.json, content.shape, runtime.work);
    default:
      return contentText(content, { work: runtime.work });
  }
}

/** The token of an image or document, or of each in a list of them, when a sink takes them; else undefined. */
function directMedia(content: ContentValue, runtime: Runtime): string | undefined {
  const { images, work } = runtime;
  if (images === undefined) return undefined;
  const single = mediaToken(content, content.shape, runtime);
  if (single !== undefined) return single;
  const items = itemsOf(content);
  if (items === undefined || content.shape.kind !== "list" || !isMedia(content.shape.item)) return undefined;
  work.step(items.length);
  const tokens = items.map((_, index) => {
    const item = viewItem(content, items, index);
    return isKind(item, "content") ? (mediaToken(item, item.shape, runtime) ?? "") : plainText(item, work);
  });
  return tokens.join(content.shape.item.kind === "image" ? ", " : "\n");
}

function isMedia(shape: Shape): boolean {
  return shape.kind === "image" || shape.kind === "document";
}

function mediaToken(content: ContentValue, shape: Shape, runtime: Runtime): string | undefined {
  if (isArray(content.json)) return undefined;
  const object: JsonObject = content.json;
  if (shape.kind === "image") return runtime.images?.image(object, content.path);
  return shape.kind === "document" ? runtime.images?.document(object, content.path) : undefined;
}
