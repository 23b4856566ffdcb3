import { splitShorthand } from "./shorthand.ts";
import type { ShorthandPiece } from "./shorthand.ts";
import { TemplateError } from "../template-error.ts";

/** A word or sign of the template language. */
export interface Token {
  readonly kind: "name" | "integer" | "float" | "string" | "operator" | "open" | "close" | "end";
  /** The name, the digits, the decoded string, the sign; for `open` and `close` `{{`, `}}`, `{%`, `%}`. */
  readonly text: string;
  readonly offset: number;
}

/** What a template is made of at its outermost: text with its shorthand, and the tokens between delimiters. */
export type TemplateToken = Token | ShorthandPiece;

const OPENING = /\{[{%#]/g;
const RAW = /\{%[-+]?\s*raw\s*(-?)%\}/y;
const END_RAW = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const ASCII_NAME = /[A-Za-z_]\w*/y;
const LAST_ASCII = 0x7f;
const NAME = /[\p{L}_][\p{L}\p{N}\p{Mn}_]*/uy;
const FLOAT = /\d[\d_]*(?:\.\d[\d_]*(?:[eE][-+]?\d+)?|[eE][-+]?\d+)/y;
const INTEGER = /0[xX][\dA-Fa-f_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*/y;
const OPERATOR = /\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>=()[\]{},.:|;]/y;

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** How a template text is read. */
interface TokenOptions {
  /** Drop the first line end after a block or a comment. */
  readonly trimBlocks: boolean;
  /** Read `$x`, `@x` and `@?x` in text. */
  readonly shorthand: boolean;
}

/** Splits a template into text, shorthand and tokens. Throws a TemplateError with code `template.syntax`. */
export function tokenize(source: string, options: TokenOptions): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  // As in Jinja, one line end at the very end of a template is dropped.
  const limit = source.length - (/\r\n$|[\r\n]$/.exec(source)?.[0].length ?? 0);
  let cursor = 0;

  const pushText = (start: number, end: number, isRaw: boolean) => {
    if (start >= end) return;
    const pieces: ShorthandPiece[] =
      isRaw || !options.shorthand
        ? [{ kind: "text", offset: start, text: source.slice(start, end) }]
        : splitShorthand(source, start, end);
    for (const piece of pieces) {
      tokens.push(piece.kind === "text" ? { ...piece, text: piece.text.replace(/\r\n?/g, "\n") } : piece);
    }
  };
  const afterTag = (end: number, control: string, isBlock: boolean): number => {
    if (control === "-") return skipBlanks(source, end, limit);
    if (!isBlock || control === "+" || !options.trimBlocks) return end;
    return end + (/^\r\n|^[\r\n]/.exec(source.slice(end, end + 2))?.[0].length ?? 0);
  };

  while (cursor < limit) {
    OPENING.lastIndex = cursor;
    const opening = OPENING.exec(source);
    const at = opening === null || opening.index >= limit ? limit : opening.index;
    pushText(cursor, source.charAt(at + 2) === "-" && at < limit ? trimEnd(source, cursor, at) : at, false);
    if (at === limit) break;
    const sign = source.slice(at, at + 2);
    if (sign === "{#") {
      const close = source.indexOf("#}", at + 2);
      if (close < 0) throw syntax("The comment does not end.", at);
      cursor = afterTag(close + 2, source.charAt(close - 1), true);
      continue;
    }
    RAW.lastIndex = at;
    const raw = RAW.exec(source);
    if (raw !== null) {
      END_RAW.lastIndex = at + raw[0].length;
      const end = END_RAW.exec(source);
      if (end === null) throw syntax("'raw' has no 'endraw'.", at);
      const start = afterTag(at + raw[0].length, raw[1] ?? "", true);
      pushText(start, end[1] === "-" ? trimEnd(source, start, end.index) : end.index, true);
      cursor = afterTag(end.index + end[0].length, end[2] ?? "", true);
      continue;
    }
    tokens.push({ kind: "open", text: sign, offset: at });
    const first =
      at + 2 + (/[-+]/.test(source.charAt(at + 2)) && (sign === "{%" || source.charAt(at + 2) === "-") ? 1 : 0);
    const tag = readTag(source, first, sign === "{{" ? "}}" : "%}", at, tokens);
    cursor = afterTag(tag.end, tag.control, sign === "{%");
  }
  tokens.push({ kind: "end", text: "", offset: source.length });
  return tokens;
}

function readTag(
  source: string,
  start: number,
  close: string,
  openedAt: number,
  tokens: TemplateToken[],
): { readonly end: number; readonly control: string } {
  const closers: string[] = [];
  let cursor = start;
  for (;;) {
    cursor = skipBlanks(source, cursor, source.length);
    if (cursor >= source.length) throw syntax(`'${source.slice(openedAt, openedAt + 2)}' is not closed.`, openedAt);
    const control = /[-+]/.test(source.charAt(cursor)) ? source.charAt(cursor) : "";
    if (
      closers.length === 0 &&
      source.startsWith(close, cursor + control.length) &&
      !(control === "+" && close === "}}")
    ) {
      tokens.push({ kind: "close", text: close, offset: cursor });
      return { end: cursor + control.length + 2, control };
    }
    const last = tokens.at(-1);
    const [token, end] = readToken(source, cursor, last?.kind === "operator" && last.text === ".");
    if (token.kind === "operator") {
      const closer = CLOSERS.get(token.text);
      if (closer !== undefined) closers.push(closer);
      if (")]}".includes(token.text) && closers.pop() !== token.text)
        throw syntax(`'${token.text}' closes nothing.`, cursor);
    }
    tokens.push(token);
    cursor = end;
  }
}

function readToken(source: string, at: number, afterDot: boolean): [Token, number] {
  const first = source.charAt(at);
  if (first === "'" || first === '"') return readString(source, at);
  const name = nameAt(source, at);
  if (name !== undefined) return [{ kind: "name", text: name, offset: at }, at + name.length];
  const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
    ...(afterDot ? [] : ([["float", FLOAT]] as const)),
    ["integer", INTEGER],
    ["operator", OPERATOR],
  ];
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return [{ kind, text, offset: at }, at + text.length];
  }
  throw syntax(`The character '${String.fromCodePoint(source.codePointAt(at) ?? 0)}' is not expected here.`, at);
}

/** The name that begins at a place. Letters of all alphabets take long to prepare, and few templates have any but those of ASCII. */
function nameAt(source: string, at: number): string | undefined {
  ASCII_NAME.lastIndex = at;
  const name = ASCII_NAME.exec(source)?.[0];
  const isWhole = source.charCodeAt(at + (name?.length ?? 0)) <= LAST_ASCII;
  if (isWhole || at + (name?.length ?? 0) >= source.length) return name;
  NAME.lastIndex = at;
  return NAME.exec(source)?.[0];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["0", "\0"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["\n", ""],
]);

function readString(source: string, at: number): [Token, number] {
  const quote = source.charAt(at);
  let text = "";
  let cursor = at + 1;
  for (;;) {
    const character = source.charAt(cursor);
    if (character === "") throw syntax("The text is not closed.", at);
    cursor++;
    if (character === quote) return [{ kind: "string", text, offset: at }, cursor];
    if (character !== "\\") {
      text += character;
      continue;
    }
    const code = /^(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/.exec(source.slice(cursor, cursor + 9))?.[0];
    if (code !== undefined) {
      const point = Number.parseInt(code.slice(1), 16);
      if (point > 0x10ffff) throw syntax("There is no such character.", cursor);
      text += String.fromCodePoint(point);
      cursor += code.length;
      continue;
    }
    const next = source.charAt(cursor);
    text += ESCAPES.get(next) ?? `\\${next}`;
    cursor += next.length;
  }
}

function skipBlanks(source: string, start: number, limit: number): number {
  let index = start;
  while (index < limit && /\s/.test(source.charAt(index))) index++;
  return index;
}

function trimEnd(source: string, start: number, end: number): number {
  let index = end;
  while (index > start && /\s/.test(source.charAt(index - 1))) index--;
  return index;
}

function syntax(message: string, offset: number): TemplateError {
  return new TemplateError("template.syntax", message, offset);
}
