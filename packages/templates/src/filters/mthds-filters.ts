import { contentText } from "../printing/content-text.ts";
import { scalarOf } from "../printing/content-view.ts";
import { escapeHtml } from "../printing/escape-html.ts";
import { printed, rendered, shownValue } from "../printing/printing.ts";
import { plainText } from "../printing/plain-text.ts";
import { refuseUndefined } from "../python/python-text.ts";
import type { Runtime } from "../rendering/runtime.ts";
import type { JsonObject, TagStyle, TextFormat } from "../shape.ts";
import { isKind, markup } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import { filter } from "./filter.ts";
import type { Filter } from "./filter.ts";

const TEXT_FORMATS: ReadonlySet<string> = new Set<TextFormat>(["plain", "markdown", "html", "json"]);

/** `format`: a content as text in the given format, or in that of the rendering; other values pass, escaped for HTML. */
const FORMAT = filter("format", ["text_format"], (value, args, runtime) => {
  if (isKind(value, "undefined")) return value;
  const name = args.text("text_format", runtime.textFormat);
  if (!TEXT_FORMATS.has(name)) return runtime.work.fail("template.type", `There is no text format '${name}'.`);
  const format = name as TextFormat;
  if (format === "html") return htmlOf(value, runtime);
  if (args.get("text_format") !== undefined && isKind(value, "content")) return rendered(value, format, runtime);
  return shownValue(value, format, runtime);
});

function htmlOf(value: Value, runtime: Runtime): Value {
  const shown = isKind(value, "content") ? rendered(value, "html", runtime) : value;
  if (isKind(shown, "markup")) return shown;
  const text = escapeHtml(plainText(shown, runtime.work));
  runtime.work.produce(text.length);
  return markup(text);
}

/** `tag`: wraps a value's text, under a name, in the way that the tag style says. */
const TAG = filter("tag", ["name"], (value, args, runtime) => {
  if (isKind(value, "undefined")) return refuseUndefined(value, runtime.work);
  const given = args.get("name") ?? null;
  const name = given === null ? (isKind(value, "content") ? value.facts?.name : undefined) : args.text("name", "");
  const text = printed(value, runtime);
  const shownName = runtime.autoescape && name !== undefined ? escapeHtml(name) : name;
  runtime.work.produce(text.length + 2 * (shownName?.length ?? 0));
  const tagged = wrap(text, shownName, runtime.tagStyle);
  return runtime.autoescape ? markup(tagged) : tagged;
});

/** Wraps a text in a tag style; without a name the styles that need one say `data`. */
function wrap(text: string, name: string | undefined, style: TagStyle): string {
  const label = name === undefined || name === "" ? "data" : name;
  switch (style) {
    case "xml":
      return `<${label}>\n${text}\n</${label}>`;
    case "square_brackets":
      return `[${label}]\n${text}\n[/${label}]`;
    case "ticks":
      return `${name === undefined || name === "" ? "" : `${name}: `}\`\`\`\n${text}\n\`\`\``;
    case "no_tag":
      return text;
  }
}

/** `with_images`: a content as text with a token of the sink in the place of every image inside it. */
const WITH_IMAGES = filter("with_images", [], (value, _, runtime) => {
  const { work, images } = runtime;
  if (isKind(value, "undefined")) return refuseUndefined(value, work);
  if (!isKind(value, "content") || scalarOf(value) !== undefined) {
    return work.fail(
      "template.type",
      "'with_images' needs a content that can hold images, before any filter that makes text.",
    );
  }
  if (images === undefined) return contentText(value, { work });
  return contentText(value, { work, image: (object: JsonObject, path: string) => images.image(object, path) });
});

/** `escape_script_tag`: makes `</script` in a text harmless inside a script element. */
const ESCAPE_SCRIPT_TAG = filter("escape_script_tag", [], (value, _, { work }) => {
  const text = plainText(value, work).replace(/<\/(?=script)/gi, "<\\/");
  work.produce(text.length);
  return isKind(value, "markup") ? markup(text) : text;
});

/** The filters that MTHDS adds to Jinja; each category has some of them. */
export const MTHDS_FILTERS: ReadonlyMap<string, Filter> = new Map([FORMAT, TAG, WITH_IMAGES, ESCAPE_SCRIPT_TAG]);
