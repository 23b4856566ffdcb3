import { codePoints } from "../python/code-points.ts";
import { escapeHtml } from "../printing/escape-html.ts";
import { iterate } from "../python/operators.ts";
import { percentFormat } from "../python/percent-format.ts";
import { plainText } from "../printing/plain-text.ts";
import { capitalize, replaceParts, strip, titleCase } from "../python/text-case.ts";
import { isKind, markup, textOf, tuple } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import { mappingOf } from "../python/operators.ts";
import { filter, textFilter } from "./filter.ts";
import type { Filter } from "./filter.ts";

const escape = (name: string) =>
  filter(name, [], (value, _, { work }) => {
    if (isKind(value, "markup")) return value;
    const text = escapeHtml(plainText(value, work));
    work.produce(text.length);
    return markup(text);
  });

/** The filters that make texts of texts. */
export const TEXT_FILTERS: ReadonlyMap<string, Filter> = new Map([
  textFilter("upper", [], (text) => text.toUpperCase()),
  textFilter("lower", [], (text) => text.toLowerCase()),
  textFilter("title", [], (text) => titleCase(text)),
  textFilter("capitalize", [], (text) => capitalize(text)),
  textFilter("trim", ["chars"], (text, args) =>
    strip(text, (args.get("chars") ?? null) === null ? undefined : args.text("chars", ""), "both"),
  ),
  filter("string", [], (value, _, { work }) => (isKind(value, "markup") ? value : plainText(value, work))),
  filter("safe", [], (value, _, { work }) => markup(plainText(value, work))),
  escape("e"),
  escape("escape"),
  filter("forceescape", [], (value, _, { work }) => markup(escapeHtml(plainText(value, work)))),
  filter("replace", ["old", "new", "count"], (value, args, { work }) => {
    const text = plainText(value, work);
    const limit = (args.get("count") ?? null) === null ? -1 : args.integer("count", -1);
    const isMarkup = isKind(value, "markup");
    const argument = (name: string) => {
      const given = args.required(name);
      const part = plainText(given, work);
      return isMarkup && !isKind(given, "markup") ? escapeHtml(part) : part;
    };
    const result = replaceParts(text, argument("old"), argument("new"), limit, (length) => work.produce(length));
    return isMarkup ? markup(result) : result;
  }),
  textFilter("center", ["width"], (text, args, { work }) => {
    const width = args.integer("width", 80);
    const missing = Math.max(0, width - codePoints(text).length);
    work.produce(missing);
    const left = Math.floor(missing / 2) + (missing % 2) * (width % 2);
    return " ".repeat(left) + text + " ".repeat(missing - left);
  }),
  textFilter("indent", ["width", "first", "blank"], (text, args, { work }) => {
    const given = args.get("width");
    const indentation =
      given !== undefined && textOf(given) !== undefined
        ? (textOf(given) ?? "")
        : blanks(args.integer("width", 4), (length) => work.produce(length));
    const lines = text.split("\n");
    work.produce(lines.length * indentation.length);
    const indented = lines.map((line, index) =>
      (index === 0 && !args.flag("first", false)) || (index > 0 && line === "" && !args.flag("blank", false))
        ? line
        : indentation + line,
    );
    return indented.join("\n");
  }),
  textFilter(
    "truncate",
    ["length", "killwords", "end", "leeway"],
    (text, args) => {
      const length = args.integer("length", 255);
      const end = args.text("end", "...");
      const letters = codePoints(text);
      if (letters.length <= length + args.integer("leeway", 5)) return text;
      const cut = letters.slice(0, Math.max(0, length - codePoints(end).length)).join("");
      if (args.flag("killwords", false)) return cut + end;
      const blank = cut.lastIndexOf(" ");
      return (blank < 0 ? cut : cut.slice(0, blank)) + end;
    },
    false,
  ),
  textFilter("striptags", [], (text) => unescapeHtml(withoutTags(text)).split(/\s+/).filter(Boolean).join(" "), false),
  textFilter("wordwrap", ["width", "break_long_words", "wrapstring", "break_on_hyphens"], (text, args, { work }) => {
    const width = args.integer("width", 79);
    if (width < 1) return work.fail("template.type", "The width must be at least 1.");
    const end = args.text("wrapstring", "\n");
    const lines = text
      .replace(/\n$/, "")
      .split(/\r\n|\n|\r/)
      .map((line) => wrapLine(line, width, args.flag("break_long_words", true)));
    work.produce(lines.reduce((sum, line) => sum + line.length * end.length, 0));
    return lines.map((line) => line.join(end)).join(end);
  }),
  filter("wordcount", [], (value, _, { work }) => plainText(value, work).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  filter("urlencode", [], (value, _, { work }) => {
    const entries = mappingOf(value, work);
    const part = (value: Value) => percent(plainText(value, work), "").replaceAll("%20", "+");
    const pair = (key: Value, member: Value) => `${part(key)}=${part(member)}`;
    if (entries !== undefined) return [...entries.values()].map(([key, member]) => pair(key, member)).join("&");
    if (textOf(value) !== undefined || typeof value !== "object" || value === null)
      return percent(plainText(value, work), "/");
    const pairs = iterate(value, work).map((item) => iterate(item, work));
    return pairs.map(([key, member]) => pair(key ?? null, member ?? null)).join("&");
  }),
]);

/** Python's printf filter, which only categories without the MTHDS `format` have. */
export const PRINTF_FILTER: Filter = (value, args, { work }) => {
  const entries = [...args.named].map(([key, member]): [string, [Value, Value]] => [`s${key}`, [key, member]]);
  const values: Value = entries.length > 0 ? { kind: "dict", entries: new Map(entries) } : tuple(args.positional);
  return percentFormat(isKind(value, "markup") ? value : plainText(value, work), values, work);
};

function blanks(width: number, announce: (length: number) => void): string {
  const length = Math.max(0, width);
  announce(length);
  return " ".repeat(length);
}

// One pass from `<` to `>`: a pattern with two open ends would take quadratic time on text without the second one.
function withoutTags(text: string): string {
  let result = "";
  let cursor = 0;
  for (;;) {
    const open = text.indexOf("<", cursor);
    if (open < 0) return result + text.slice(cursor);
    const isComment = text.startsWith("<!--", open);
    const close = text.indexOf(isComment ? "-->" : ">", open + 1);
    if (close < 0) return result + text.slice(cursor);
    result += text.slice(cursor, open);
    cursor = close + (isComment ? 3 : 1);
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["#39", "'"],
  ["#34", '"'],
]);

function unescapeHtml(text: string): string {
  return text.replace(/&(#?\w{1,8});/g, (whole, name: string) => ENTITIES.get(name) ?? whole);
}

function wrapLine(line: string, width: number, breakLongWords: boolean): string[] {
  const lines: string[] = [];
  const parts = (line.match(/\s+|\S+/g) ?? []).toReversed();
  while (parts.length > 0) {
    if (lines.length > 0 && parts.at(-1)?.trim() === "") parts.pop();
    const current: string[] = [];
    let length = 0;
    for (let next = parts.at(-1); next !== undefined && length + next.length <= width; next = parts.at(-1)) {
      current.push(next);
      length += next.length;
      parts.pop();
    }
    const rest = parts.at(-1) ?? "";
    if (rest.length > width && (breakLongWords || length === 0)) {
      // A word that no line can hold fills the one that is begun, or stands alone when it may not be broken.
      const taken = breakLongWords ? width - length : rest.length;
      current.push(rest.slice(0, taken));
      parts.pop();
      if (taken < rest.length) parts.push(rest.slice(taken));
    }
    if (current.at(-1)?.trim() === "") current.pop();
    if (current.length > 0) lines.push(current.join(""));
  }
  return lines;
}

function percent(text: string, kept: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%2F", kept === "/" ? "/" : "%2F");
}
