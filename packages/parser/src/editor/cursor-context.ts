import { PARSE_LIMITS } from "../limits.ts";
import type { Path } from "./places.ts";

/** What is being written at a place, as far as the text before it tells. */
export interface CursorContext {
  /**
   * `key`: a key of the table at `path`. `value`: a value at `path`, its quote not yet written. `string`: inside the string at
   * `path`. `header`: inside the brackets of a table's header.
   */
  readonly kind: "header" | "key" | "value" | "string" | "other";
  readonly path: Path;
  /** Where what has been written of it starts: behind the quote of a string. */
  readonly start: number;
}

interface Container {
  readonly path: Path;
  readonly isArray: boolean;
  /** The item that is being written. */
  index: number;
  /** Where the next thing is a key or a value. */
  expects: "key" | "value";
  key: Path;
}

/**
 * Reads a text up to a place, however broken it is. A header in the first column ends whatever is open, so that a bracket that was
 * forgotten above does not reach further than its table. Linear in the text.
 */
export function cursorContext(text: string, offset: number): CursorContext {
  const reader = new ContextReader(text.slice(0, offset));
  return reader.read();
}

const KEY_PART = /"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\s.=[\]{},"'#]+/gu;
const HEADER = /^\[\[?[ \t]*[A-Za-z_][^\]\n,]*\]\]?[ \t\r]*(?:#|\n|$)/u;
const END_OF_VALUE = /[\n,\]}#]/u;
const BLANK = /[ \t\r\n]/u;

/** The parts of a dotted key, as far as it is written. */
function partsOf(written: string): readonly string[] {
  return (written.match(KEY_PART) ?? []).map((part) => part.replaceAll(/^["']|["']$/gu, ""));
}

class ContextReader {
  private at = 0;
  private table: Path = [];
  private readonly open: Container[] = [];
  /** How often the header of an array of tables has been there. */
  private readonly counts = new Map<string, number>();

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): CursorContext {
    for (;;) {
      if (this.open.length > PARSE_LIMITS.depth) return { kind: "other", path: [], start: this.at };
      const found = this.open.length === 0 ? this.readLine() : this.readInside();
      if (found !== undefined) return found;
    }
  }

  /** A line of a table: a header, or a key with its value. */
  private readLine(): CursorContext | undefined {
    const { text } = this;
    while (this.at < text.length && BLANK.test(text.charAt(this.at))) this.at += 1;
    if (this.at >= text.length) return { kind: "key", path: this.table, start: this.at };
    if (text.charAt(this.at) === "#") return this.skipComment();
    if (text.charAt(this.at) === "[") return this.readHeader();
    return this.readKey(this.table);
  }

  private readHeader(): CursorContext | undefined {
    const { text } = this;
    const isArray = text.startsWith("[[", this.at);
    const start = this.at + (isArray ? 2 : 1);
    const end = /[\]\n]/u.exec(text.slice(start, start + LONGEST_KEY));
    if (end === null) return { kind: "header", path: [], start };
    const path = partsOf(text.slice(start, start + end.index));
    this.at = start + end.index + (end[0] === "]" ? (isArray ? 2 : 1) : 0);
    const name = JSON.stringify(path);
    const count = this.counts.get(name) ?? 0;
    if (isArray) this.counts.set(name, count + 1);
    this.table = isArray ? [...path, count] : path;
    return undefined;
  }

  private readKey(table: Path): CursorContext | undefined {
    const { text } = this;
    const start = this.at;
    const end = /[=\n{}[\],]/u.exec(text.slice(start, start + LONGEST_KEY));
    if (end === null) return { kind: "key", path: table, start };
    this.at = start + end.index;
    if (end[0] !== "=") {
      // A key without a value: the line is nothing, a bracket or a comma is for the container.
      if (this.open.length === 0) this.at += 1;
      return undefined;
    }
    this.at += 1;
    return this.readValue([...table, ...partsOf(text.slice(start, start + end.index))]);
  }

  /** A value, or the opening of one that holds others. */
  private readValue(path: Path): CursorContext | undefined {
    const { text } = this;
    while (/[ \t]/u.test(text.charAt(this.at))) this.at += 1;
    const first = text.charAt(this.at);
    if (first === "") return { kind: "value", path, start: this.at };
    if (first === '"' || first === "'") return this.readString(path, first);
    if (first === "[" || first === "{") {
      this.at += 1;
      const isArray = first === "[";
      this.open.push({ path, isArray, index: 0, expects: isArray ? "value" : "key", key: path });
      return undefined;
    }
    const start = this.at;
    while (this.at < text.length && !END_OF_VALUE.test(text.charAt(this.at))) this.at += 1;
    return this.at === text.length ? { kind: "value", path, start } : undefined;
  }

  private readString(path: Path, quote: string): CursorContext | undefined {
    const { text } = this;
    const long = quote.repeat(3);
    if (text.startsWith(long, this.at)) {
      const start = this.at + 3;
      let end = text.indexOf(long, start);
      while (end !== -1 && isEscaped(text, end, start, quote)) end = text.indexOf(long, end + 1);
      if (end === -1) return { kind: "string", path, start };
      this.at = end + 3;
      while (text.charAt(this.at) === quote) this.at += 1;
      return undefined;
    }
    const start = this.at + 1;
    this.at = start;
    for (;;) {
      const letter = text.charAt(this.at);
      if (letter === "") return { kind: "string", path, start };
      if (letter === quote) break;
      if (letter === "\n") return undefined;
      this.at += letter === "\\" && quote === '"' ? 2 : 1;
    }
    this.at += 1;
    return undefined;
  }

  /** Inside an array or an inline table. */
  private readInside(): CursorContext | undefined {
    const { text } = this;
    const container = this.open.at(-1);
    if (container === undefined) return undefined;
    while (this.at < text.length && BLANK.test(text.charAt(this.at))) {
      if (text.charAt(this.at) === "\n" && this.isHeaderNext()) {
        this.open.length = 0;
        return undefined;
      }
      this.at += 1;
    }
    const letter = text.charAt(this.at);
    const { path, isArray, index } = container;
    if (letter === "") {
      if (isArray) return { kind: "value", path: [...path, index], start: this.at };
      return { kind: container.expects === "key" ? "key" : "other", path, start: this.at };
    }
    if (letter === "#") return this.skipComment();
    if (letter === "]" || letter === "}") {
      this.at += 1;
      this.open.pop();
      return undefined;
    }
    if (letter === ",") {
      this.at += 1;
      container.index += 1;
      container.expects = isArray ? "value" : "key";
      return undefined;
    }
    container.expects = "value";
    if (isArray) return this.readItem([...path, index]);
    return this.readKeyInside(path);
  }

  private readItem(path: Path): CursorContext | undefined {
    const before = this.at;
    const found = this.readValue(path);
    // Whatever is no value is passed over, so that every turn comes nearer to the end.
    if (found === undefined && this.at === before) this.at += 1;
    return found;
  }

  private readKeyInside(path: Path): CursorContext | undefined {
    const before = this.at;
    const found = this.readKey(path);
    if (found === undefined && this.at === before) this.at += 1;
    return found;
  }

  private isHeaderNext(): boolean {
    return HEADER.test(this.text.slice(this.at + 1, this.at + LONGEST_KEY));
  }

  private skipComment(): CursorContext | undefined {
    const end = this.text.indexOf("\n", this.at);
    if (end === -1) return { kind: "other", path: [], start: this.at };
    this.at = end;
    return undefined;
  }
}

const LONGEST_KEY = 1000;

function isEscaped(text: string, at: number, from: number, quote: string): boolean {
  if (quote !== '"') return false;
  let backslashes = 0;
  while (at - backslashes > from && text.charAt(at - backslashes - 1) === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
