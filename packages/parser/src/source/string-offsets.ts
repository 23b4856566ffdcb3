import type { Span } from "./source-text.ts";

/** Where the characters of a TOML string's value are written. */
export interface StringOffsets {
  /** The offset of a character of the value, and behind the last one that of its end; undefined outside. */
  at(index: number): number | undefined;
  /** The character that is written from an offset on, or the end; -1 where none is. */
  indexOf(offset: number): number;
}

/** By the span of a string, which is its own: a string of many problems is mapped once. */
const known = new WeakMap<Span, StringOffsets>();

/**
 * Maps the characters of a TOML string's value to their offsets in the document. Escapes, trimmed line ends and normalised line
 * feeds are accounted for. A span belongs to one text.
 */
export function stringOffsets(text: string, span: Span): StringOffsets {
  const offsets = known.get(span) ?? mapOffsets(text, span);
  known.set(span, offsets);
  return offsets;
}

function mapOffsets(text: string, span: Span): StringOffsets {
  const raw = text.slice(span.start, span.end);
  const quote = raw.charAt(0);
  const isLong = raw.startsWith(quote.repeat(3)) && raw.length >= 6;
  const width = isLong ? 3 : 1;
  const isPlain = !raw.includes("\r") && (quote === "'" || !raw.includes("\\"));
  if (!isPlain) {
    const offsets = walkOffsets(raw, span.start, isLong);
    return { at: (index) => offsets[index], indexOf: (offset) => offsets.indexOf(offset) };
  }
  const start = span.start + width + (isLong ? lineEnd(raw, width) : 0);
  const end = span.end - width;
  return {
    at: (index) => (index >= 0 && start + index <= end ? start + index : undefined),
    indexOf: (offset) => (offset >= start && offset <= end ? offset - start : -1),
  };
}

function walkOffsets(raw: string, base: number, isLong: boolean): readonly number[] {
  const quote = raw.charAt(0);
  const width = isLong ? 3 : 1;
  const end = raw.length - width;
  const offsets: number[] = [];
  let at = width;
  if (isLong) at += lineEnd(raw, at);
  while (at < end) {
    const start = base + at;
    if (quote === '"' && raw.charAt(at) === "\\") {
      const skipped = isLong ? trimmedLine(raw, at + 1, end) : 0;
      if (skipped > 0) {
        at = skipped;
        continue;
      }
      const length = escapeLength(raw.charAt(at + 1));
      const character = length > 2 ? String.fromCodePoint(codePoint(raw.slice(at + 2, at + length))) : "x";
      for (let unit = 0; unit < character.length; unit += 1) offsets.push(start);
      at += length;
      continue;
    }
    offsets.push(start);
    at += Math.max(1, lineEnd(raw, at));
  }
  offsets.push(base + Math.max(at, width));
  return offsets;
}

/** The length of the line end at a place: 2, 1, or 0 where none is. */
function lineEnd(raw: string, at: number): number {
  if (raw.startsWith("\r\n", at)) return 2;
  return raw.charAt(at) === "\n" ? 1 : 0;
}

/** Where a line-ending backslash's white space ends, or 0 when the backslash is none. */
function trimmedLine(raw: string, from: number, end: number): number {
  let at = from;
  let crossed = false;
  while (at < end && " \t\r\n".includes(raw.charAt(at))) {
    crossed ||= raw.charAt(at) === "\n";
    at += 1;
  }
  return crossed ? at : 0;
}

function escapeLength(letter: string): number {
  if (letter === "u") return 6;
  if (letter === "U") return 10;
  return letter === "x" ? 4 : 2;
}

function codePoint(digits: string): number {
  const value = Number.parseInt(digits, 16);
  return value >= 0 && value <= 0x10_ff_ff ? value : 0;
}
