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
    if (isOfWord(code)) {
      at += 1;
      if (at - wordStart > wordLength) return excess("toml.word_too_long", wordStart, at);
      continue;
    }
    const start = at;
    at += 1;
    if (code === QUOTE || code === APOSTROPHE) {
      at = endOfString(text, start, code);
      if (at - start > longestString.end - longestString.start) longestString = { start, end: at };
      if (at - start > stringLength) return excess("toml.string_too_long", start, at);
    } else if (code === HASH) at = endOfLine(text, start);
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) brackets += 1;
    else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) brackets -= 1;
    else if (code === DOT) dots += 1;
    if (brackets > depth || dots > depth) return excess("toml.too_deep", start, at);
    if (code === EQUALS || code === COMMA || code === OPEN_BRACKET || code === OPEN_BRACE) parts += 1;
    if (parts > items) return excess("toml.too_many_items", start, at);
    if (code === EQUALS || code === COMMA || code === LINE_FEED || code === CARRIAGE_RETURN) dots = 0;
    wordStart = at;
  }
  return { longestString };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const EQUALS = 0x3d;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const UNDERSCORE = 0x5f;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Letters, digits, `_` and `-`: what bare keys and numbers are made of. */
const isOfWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === UNDERSCORE ||
  code === DASH;

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
