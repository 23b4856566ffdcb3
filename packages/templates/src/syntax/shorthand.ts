/** A piece of template text: literal, or one shorthand. */
export type ShorthandPiece =
  | { readonly kind: "text"; readonly offset: number; readonly text: string }
  | {
      readonly kind: "shorthand";
      readonly sigil: "$" | "@" | "@?";
      readonly path: readonly string[];
      readonly offset: number;
      /** Where the name begins, after the sigil. */
      readonly nameOffset: number;
      /** What the author wrote, to be printed when it turns out to be no shorthand. */
      readonly literal: string;
      /** False where what follows makes it look like a CSS rule or a call; then it counts only for a known name. */
      readonly isCertain: boolean;
    };

const PATH = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
// Letters of all alphabets take long to prepare, and few templates have any but those of ASCII before a sign.
const ASCII_WORD_CHARACTER = /\w/u;
const WORD_CHARACTER = /[\p{L}\p{N}_]/u;
const CALL_OR_RULE = /\s*(?:[("']|\{(?![{%#])|\w+\s*(?:\(|\{(?![{%#])))/y;
/** How far after a name the signs of a CSS rule are looked for, so that one name costs a bounded time. */
const LOOKAHEAD_CHARACTERS = 200;

/**
 * Splits the text between `start` and `end` into literal text and shorthand: `$x`, `@x`, `@?x`, with `$$` and `@@` for the
 * signs themselves. A dot at the end is punctuation, `$100` is text, and `@` after a word character is text.
 */
export function splitShorthand(source: string, start: number, end: number): ShorthandPiece[] {
  const pieces: ShorthandPiece[] = [];
  let text = "";
  let textOffset = start;
  let afterEscape = false;
  let cursor = start;
  const flush = () => {
    if (text !== "") pieces.push({ kind: "text", offset: textOffset, text });
    text = "";
  };
  while (cursor < end) {
    const next = nextSign(source, cursor, end);
    if (next > cursor) {
      text += source.slice(cursor, next);
      afterEscape = false;
      cursor = next;
      continue;
    }
    const sign = source.charAt(cursor);
    if (cursor + 1 < end && source.charAt(cursor + 1) === sign) {
      text += sign;
      cursor += 2;
      afterEscape = true;
      continue;
    }
    const piece = readShorthand(source, cursor, end, afterEscape);
    afterEscape = false;
    if (piece === undefined) {
      text += sign;
      cursor++;
      continue;
    }
    flush();
    pieces.push(piece);
    cursor += piece.literal.length;
    textOffset = cursor;
  }
  flush();
  return pieces;
}

function nextSign(source: string, cursor: number, end: number): number {
  for (let index = cursor; index < end; index++) {
    const code = source.charCodeAt(index);
    if (code === 0x24 || code === 0x40) return index;
  }
  return end;
}

function readShorthand(
  source: string,
  at: number,
  end: number,
  afterEscape: boolean,
): Extract<ShorthandPiece, { readonly kind: "shorthand" }> | undefined {
  const isDollar = source.charAt(at) === "$";
  if (!isDollar && !afterEscape && at > 0 && isWordCharacter(characterBefore(source, at))) return undefined;
  const sigil = isDollar ? "$" : source.charAt(at + 1) === "?" ? "@?" : "@";
  const nameOffset = at + sigil.length;
  PATH.lastIndex = nameOffset;
  const name = PATH.exec(source)?.[0];
  if (name === undefined || nameOffset + name.length > end) return undefined;
  const after = nameOffset + name.length;
  CALL_OR_RULE.lastIndex = 0;
  // No rule of CSS and no call begins with `@?`.
  const isCertain = sigil === "@?" || !CALL_OR_RULE.test(source.slice(after, after + LOOKAHEAD_CHARACTERS));
  const literal = sigil + name;
  return { kind: "shorthand", sigil, path: name.split("."), offset: at, nameOffset, literal, isCertain };
}

const isWordCharacter = (character: string): boolean =>
  ASCII_WORD_CHARACTER.test(character) || (character > "\u007F" && WORD_CHARACTER.test(character));

function characterBefore(source: string, at: number): string {
  const low = source.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? source.slice(at - 2, at) : source.charAt(at - 1);
}
