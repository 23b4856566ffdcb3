import { TemplateError } from "../template-error.ts";
import type { TemplateErrorCode } from "../template-error.ts";
import type { TemplateToken, Token } from "./tokens.ts";

const MAXIMUM_NESTING = 60;

/** Reads tokens one after the other, and refuses what is not expected with its place. */
export class TokenReader {
  readonly #tokens: readonly TemplateToken[];
  #position = 0;
  #nesting = 0;

  constructor(tokens: readonly TemplateToken[]) {
    this.#tokens = tokens;
  }

  /** The next token or text, without taking it. */
  get next(): TemplateToken {
    return this.#tokens[this.#position] ?? { kind: "end", text: "", offset: 0 };
  }

  /** Where the next token begins. */
  get offset(): number {
    return this.next.offset;
  }

  /** Takes the next token or text. */
  take(): TemplateToken {
    const token = this.next;
    if (this.#position < this.#tokens.length - 1) this.#position++;
    return token;
  }

  /** Tells whether the token `ahead` places on is of a kind, and has one of the texts when some are given. */
  is(kind: Token["kind"], texts?: readonly string[], ahead = 0): boolean {
    const token = this.#tokens[this.#position + ahead];
    return token?.kind === kind && (texts === undefined || texts.includes(token.text));
  }

  /** Tells whether the next token is one of these signs. */
  isSign(...texts: readonly string[]): boolean {
    return this.is("operator", texts);
  }

  /** Tells whether the next token is one of these words. */
  isWord(...texts: readonly string[]): boolean {
    return this.is("name", texts);
  }

  /** Takes the next token when it is this sign or word. */
  accept(text: string): boolean {
    if (!this.isSign(text) && !this.isWord(text)) return false;
    this.take();
    return true;
  }

  /** Takes a token of a kind, and text when one is given, or refuses. */
  expect(kind: Token["kind"], text?: string): Token {
    const token = this.next;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) {
      return this.refuse(`Expected ${text === undefined ? `a ${kind}` : `'${text}'`}, found ${describe(token)}.`);
    }
    this.take();
    return token;
  }

  /** Runs a parser one level deeper, and refuses too many levels. */
  nested<T>(parse: () => T): T {
    if (++this.#nesting > MAXIMUM_NESTING) this.refuse("The template is nested too deeply.", "template.too_deep");
    const result = parse();
    this.#nesting--;
    return result;
  }

  /** Refuses the template at a place, the next token's unless another is given. */
  refuse(message: string, code: TemplateErrorCode = "template.syntax", offset = this.offset): never {
    throw new TemplateError(code, message, offset);
  }
}

function describe(token: TemplateToken): string {
  if (token.kind === "end") return "the end of the template";
  if (token.kind === "text" || token.kind === "shorthand") return "text";
  return `'${token.text}'`;
}
