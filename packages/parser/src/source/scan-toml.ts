import type { Excess } from "./find-excess.ts";
import type { ParseLimits } from "../limits.ts";
import type { Span } from "./source-text.ts";

/** What a TOML text has that a TOML reader should not be given. */
export interface TomlScan {
  /** The first place that is beyond a limit. */
  readonly excess?: Excess;
  readonly longestString: Span;
}

/**
 * Looks for brackets and members of keys inside one another, for strings and words, and for a number of parts beyond the limits:
 * what a TOML reader recurses into, takes at once, or keeps a node for. One pass without recursion. Of a text that is no TOML it
 * says nothing that matters, since the reader comes no further than the fault.
 */
export function scanToml(text: string, { depth, items, stringLength, wordLength }: ParseLimits): TomlScan {
  let longestString: Span = { start: 0, end: 0 };
  let brackets = 0;
  let dots = 0;
  let parts = 0;
  let wordStart = 0;
  let at = 0;
  const excess = (code: Excess["code"], start: number, end: number): TomlScan => ({
    excess: { code, span: { start, end } },
    longestString,
  });
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 0x80 ? KINDS[code] : OTHER;
    if (kind === WORD) {
      at += 1;
      if (at - wordStart > wordLength) return excess("toml.word_too_long", wordStart, at);
      continue;
    }
    const start = at;
    at += 1;
    if (kind === STRING) {
      at = endOfString(text, start, code);
      if (at - start > longestString.end - longestString.start) longestString = { start, end: at };
      if (at - start > stringLength) return excess("toml.string_too_long", start, at);
    } else if (kind === COMMENT) at = endOfLine(text, start);
    else if (kind === OPEN) {
      brackets += 1;
      parts += 1;
      if (brackets > depth) return excess("toml.too_deep", start, at);
    } else if (kind === CLOSE) brackets -= 1;
    else if (kind === DOT) {
      dots += 1;
      if (dots > depth) return excess("toml.too_deep", start, at);
    } else if (kind === BREAK) dots = 0;
    else if (kind === PART) {
      parts += 1;
      dots = 0;
    }
    if (parts > items) return excess("toml.too_many_items", start, at);
    wordStart = at;
  }
  return { longestString };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const [OTHER, WORD, STRING, COMMENT, OPEN, CLOSE, DOT, BREAK, PART] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** What each character of ASCII is to the scan. Words are what bare keys and numbers are made of. */
const KINDS = new Uint8Array(0x80);
const set = (kind: number, letters: string): void => {
  for (let index = 0; index < letters.length; index += 1) KINDS[letters.charCodeAt(index)] = kind;
};
set(WORD, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
set(STRING, "\"'");
set(COMMENT, "#");
set(OPEN, "[{");
set(CLOSE, "]}");
set(DOT, ".");
set(BREAK, "\n\r");
set(PART, "=,");

// The reader takes a carriage return alone as the end of a line too.
function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LINE_FEED && text.charCodeAt(at) !== CARRIAGE_RETURN) at += 1;
  return at;
}

/** Where a string ends that begins with the quote at `start`; for one that is not closed, the end of the line or the text. */
function endOfString(text: string, start: number, quote: number): number {
  const isLong = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
  let at = start + (isLong ? 3 : 1);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (!isLong && (code === LINE_FEED || code === CARRIAGE_RETURN)) return at;
    if (code === BACKSLASH && quote === QUOTE) at += 2;
    else if (code !== quote) at += 1;
    else if (!isLong) return at + 1;
    else {
      // Two of five closing quotes are part of the string.
      let quotes = 1;
      while (quotes < 5 && text.charCodeAt(at + quotes) === quote) quotes += 1;
      at += quotes;
      if (quotes >= 3) return at;
    }
  }
  return text.length;
}
