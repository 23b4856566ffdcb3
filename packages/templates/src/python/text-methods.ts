import { codePoints } from "./code-points.ts";
import type { BoundArguments } from "./arguments.ts";
import { iterate } from "./operators.ts";
import { capitalize, countParts, replaceParts, strip, swapCase, titleCase } from "./text-case.ts";
import { list, textOf, tuple } from "./value.ts";
import type { Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** A read-only method of a Python string. */
interface TextMethod {
  readonly parameters: readonly string[];
  readonly keepsSafety: boolean;
  readonly run: (text: string, args: BoundArguments, work: Work) => Value;
}

type Run = TextMethod["run"];

const safe = (parameters: readonly string[], run: Run): TextMethod => ({ parameters, keepsSafety: true, run });
const plain = (parameters: readonly string[], run: Run): TextMethod => ({ parameters, keepsSafety: false, run });

const stripped = (ends: "both" | "left" | "right") =>
  safe(["chars"], (text, args) => {
    const characters = args.get("chars") ?? null;
    return strip(text, characters === null ? undefined : args.text("chars", ""), ends);
  });

const padded = (side: "left" | "right" | "both") =>
  plain(["width", "fillchar"], (text, args, work) => {
    const length = codePoints(text).length;
    const width = args.integer("width", 0);
    const missing = Math.max(0, width - length);
    work.produce(missing + length);
    const fill = args.text("fillchar", " ");
    // Python puts the odd blank of a centred text to the left when the width is odd.
    const middle = Math.floor(missing / 2) + (missing % 2) * (width % 2);
    const left = side === "right" ? 0 : side === "left" ? missing : middle;
    return fill.repeat(left) + text + fill.repeat(missing - left);
  });

const split = (fromEnd: boolean) =>
  plain(["sep", "maxsplit"], (text, args, work) => {
    const limit = args.integer("maxsplit", -1);
    const separator = (args.get("sep") ?? null) === null ? undefined : args.text("sep", "");
    if (separator === "") return work.fail("template.type", "The separator is empty.");
    const pieces = separator === undefined ? (text.match(/\S+/g) ?? []) : text.split(separator);
    work.step(pieces.length);
    // Only a split that stops at blanks keeps those at the far end, once the limit is reached.
    if (limit < 0 || pieces.length <= limit + (separator === undefined ? 0 : 1)) return list(pieces);
    if (separator !== undefined) {
      return fromEnd
        ? list([pieces.slice(0, pieces.length - limit).join(separator), ...pieces.slice(pieces.length - limit)])
        : list([...pieces.slice(0, limit), pieces.slice(limit).join(separator)]);
    }
    return list(fromEnd ? splitBlanksFromEnd(text, limit) : splitBlanks(text, limit));
  });

function splitBlanks(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trimStart();
  while (pieces.length < limit) {
    const word = /^\S+/.exec(rest)?.[0] ?? "";
    pieces.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return [...pieces, rest];
}

function splitBlanksFromEnd(text: string, limit: number): string[] {
  const words = text.match(/\S+/g) ?? [];
  let rest = text.trimEnd();
  const pieces = words.slice(words.length - limit);
  for (const word of pieces.toReversed()) rest = rest.slice(0, rest.length - word.length).trimEnd();
  return [rest, ...pieces];
}

const affix = (test: (text: string, part: string) => boolean) =>
  plain(["part"], (text, args, work) => {
    const wanted = args.required("part");
    const single = textOf(wanted);
    if (single !== undefined) return test(text, single);
    return iterate(wanted, work).some((part) =>
      test(text, textOf(part) ?? work.fail("template.type", "A text is needed.")),
    );
  });

const matches = (pattern: RegExp) => plain([], (text) => pattern.test(text));

const position = (fromEnd: boolean, mustExist: boolean) =>
  plain(["sub"], (text, args, work) => {
    const part = args.text("sub", "");
    const index = fromEnd ? text.lastIndexOf(part) : text.indexOf(part);
    if (index < 0) return mustExist ? work.fail("template.type", "The part is not in the text.") : -1;
    return codePoints(text.slice(0, index)).length;
  });

const partition = (fromEnd: boolean) =>
  plain(["sep"], (text, args) => {
    const separator = args.text("sep", "");
    const index = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (index < 0) return tuple(fromEnd ? ["", "", text] : [text, "", ""]);
    return tuple([text.slice(0, index), separator, text.slice(index + separator.length)]);
  });

/** The methods of Python strings that a template may call. */
export const TEXT_METHODS: ReadonlyMap<string, TextMethod> = new Map([
  ["upper", safe([], (text) => text.toUpperCase())],
  ["lower", safe([], (text) => text.toLowerCase())],
  ["casefold", safe([], (text) => text.toLowerCase())],
  ["title", safe([], (text) => titleCase(text))],
  ["capitalize", safe([], (text) => capitalize(text))],
  ["swapcase", safe([], (text) => swapCase(text))],
  ["strip", stripped("both")],
  ["lstrip", stripped("left")],
  ["rstrip", stripped("right")],
  ["center", padded("both")],
  ["ljust", padded("right")],
  ["rjust", padded("left")],
  ["split", split(false)],
  ["rsplit", split(true)],
  [
    "splitlines",
    plain([], (text, _, work) => {
      const lines = text.split(/\r\n|\n|\r/);
      work.step(lines.length);
      return list(lines.at(-1) === "" ? lines.slice(0, -1) : lines);
    }),
  ],
  ["startswith", affix((text, part) => text.startsWith(part))],
  ["endswith", affix((text, part) => text.endsWith(part))],
  [
    "removeprefix",
    plain(["prefix"], (text, args) => {
      const prefix = args.text("prefix", "");
      return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    }),
  ],
  [
    "removesuffix",
    plain(["suffix"], (text, args) => {
      const suffix = args.text("suffix", "");
      return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    }),
  ],
  ["find", position(false, false)],
  ["rfind", position(true, false)],
  ["index", position(false, true)],
  ["rindex", position(true, true)],
  ["count", plain(["sub"], (text, args) => countParts(text, args.text("sub", "")))],
  ["partition", partition(false)],
  ["rpartition", partition(true)],
  [
    "replace",
    plain(["old", "new", "count"], (text, args, work) =>
      replaceParts(text, args.text("old", ""), args.text("new", ""), args.integer("count", -1), (length) =>
        work.produce(length),
      ),
    ),
  ],
  [
    "join",
    plain(["iterable"], (text, args, work) => {
      const parts = iterate(args.required("iterable"), work).map(
        (part) => textOf(part) ?? work.fail("template.type", "Only texts can be joined."),
      );
      work.produce(parts.reduce((sum, part) => sum + part.length + text.length, 0));
      return parts.join(text);
    }),
  ],
  [
    "zfill",
    plain(["width"], (text, args, work) => {
      const width = args.integer("width", 0);
      work.produce(Math.max(width, 0));
      const sign = /^[-+]/.exec(text)?.[0] ?? "";
      return sign + text.slice(sign.length).padStart(width - sign.length, "0");
    }),
  ],
  ["isdigit", matches(/^\p{Nd}+$/u)],
  ["isdecimal", matches(/^\p{Nd}+$/u)],
  ["isnumeric", matches(/^\p{N}+$/u)],
  ["isalpha", matches(/^\p{L}+$/u)],
  ["isalnum", matches(/^[\p{L}\p{N}]+$/u)],
  ["isspace", matches(/^\s+$/)],
  ["isupper", plain([], (text) => text === text.toUpperCase() && text !== text.toLowerCase())],
  ["islower", plain([], (text) => text === text.toLowerCase() && text !== text.toUpperCase())],
]);
