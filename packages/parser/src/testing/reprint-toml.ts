import type { TomlTable, TomlValue } from "../source/toml-tree.ts";
import type { Random } from "./random.ts";

/**
 * The text of a document that says the same in another form: other line ends, quotes, escapes, spaces and comments, keys and tables
 * in another order, tables inline or under headers. What is in an array keeps its order.
 */
export function reprintToml(root: TomlTable, random: Random): string {
  const printer = new TomlPrinter(random);
  const sections = printer.sectionsOf(root, []);
  const [first = [], ...others] = sections;
  const lines = [...first, ...random.shuffled(others).flat()];
  const mark = random.chance(5) ? "\uFEFF" : "";
  return mark + lines.join(random.chance(30) ? "\r\n" : "\n") + (random.chance(80) ? "\n" : "");
}

type Section = readonly string[];

class TomlPrinter {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The lines of a table and, apart, of what is below it: the table's own first. */
  sectionsOf(table: TomlTable, path: readonly string[]): readonly Section[] {
    const random = this.#random;
    const own: string[] = [];
    const below: Section[] = [];
    for (const { key, value } of random.shuffled(table.entries.values())) {
      const inner = [...path, key];
      if (value.kind === "table" && random.chance(path.length < 2 ? 85 : 40))
        below.push(...this.sectionsOf(value, inner));
      else if (value.kind === "table" && value.entries.size > 0 && random.chance(30)) {
        for (const part of random.shuffled(value.entries.values())) {
          own.push(this.#line(`${this.#key(key)}${this.#dot()}${this.#key(part.key)}`, part.value));
        }
      } else if (isTables(value) && random.chance(40)) {
        // Tables of an array stand together: each header adds one.
        below.push(value.items.flatMap((item) => this.#tableOfArray(item, inner)));
      } else own.push(this.#line(this.#key(key), value));
    }
    const isImplied = own.length === 0 && below.length > 0 && random.chance(50);
    const header = path.length === 0 || isImplied ? [] : [this.#header(path, "[", "]")];
    return [[...this.#remarks(), ...header, ...own.flatMap((line) => [...this.#remarks(), line])], ...below];
  }

  #tableOfArray(item: TomlTable, path: readonly string[]): Section {
    const entries = this.#random.shuffled(item.entries.values());
    return [this.#header(path, "[[", "]]"), ...entries.map(({ key, value }) => this.#line(this.#key(key), value))];
  }

  #header(path: readonly string[], open: string, close: string): string {
    const names = path.map((name) => this.#key(name)).join(this.#dot());
    return `${this.#indent()}${open}${this.#blank()}${names}${this.#blank()}${close}${this.#remark()}`;
  }

  #line(key: string, value: TomlValue): string {
    const text = this.#value(value, false);
    return `${this.#indent()}${key}${this.#blank()}=${this.#blank()}${text}${this.#remark()}`;
  }

  #value(value: TomlValue, isInline: boolean): string {
    switch (value.kind) {
      case "string":
        return this.#string(value.value);
      case "boolean":
        return String(value.value);
      case "array":
        return this.#array(value.items, isInline);
      case "table": {
        const entries = this.#random.shuffled(value.entries.values());
        const parts = entries.map((entry) => `${this.#key(entry.key)} = ${this.#value(entry.value, true)}`);
        return `{ ${parts.join(", ")} }`;
      }
      case "integer":
      case "float":
      case "date":
      case "time":
      case "datetime":
        return value.text;
    }
  }

  #array(items: readonly TomlValue[], isInline: boolean): string {
    const random = this.#random;
    const parts = items.map((item) => this.#value(item, true));
    if (isInline || random.chance(50)) return `[${this.#blank()}${parts.join(`${this.#blank()},${this.#blank()}`)}]`;
    const lines = parts.map((part, index) => {
      const comma = index < parts.length - 1 || random.chance(50) ? "," : "";
      return `  ${part}${comma}${this.#remark()}`;
    });
    return ["[", ...lines, "]"].join("\n");
  }

  #string(text: string): string {
    const random = this.#random;
    const isPlain = !/[\p{Cc}]/u.test(text.replaceAll(/[\n\t]/gu, ""));
    if (isPlain && !text.includes("'") && !text.includes("\n") && random.chance(30)) return `'${text}'`;
    if (isPlain && !text.includes("'''") && !text.endsWith("'") && random.chance(20)) return `'''\n${text}'''`;
    const isLong = random.chance(text.includes("\n") ? 70 : 10);
    const letters = Array.from(text, (letter) => this.#letter(letter, isLong));
    return isLong ? `"""\n${letters.join("")}"""` : `"${letters.join("")}"`;
  }

  #letter(letter: string, isLong: boolean): string {
    const code = letter.codePointAt(0) ?? 0;
    if (this.#random.chance(3) && (code < 0xd8_00 || code > 0xdf_ff)) {
      return code > 0xff_ff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
    }
    if (letter === '"' || letter === "\\") return `\\${letter}`;
    if (letter === "\n") return isLong && this.#random.chance(90) ? letter : "\\n";
    if (letter === "\t") return letter;
    return code < 0x20 || code === 0x7f ? `\\u${hex(code, 4)}` : letter;
  }

  #key(name: string): string {
    const isBare = /^[\w-]+$/u.test(name) && !/[^ -~]/u.test(name);
    if (isBare && this.#random.chance(90)) return name;
    return JSON.stringify(name);
  }

  #dot(): string {
    return this.#random.pick([".", ".", ".", " . "]);
  }

  #blank(): string {
    return this.#random.pick([" ", " ", "", "\t", "  "]);
  }

  #indent(): string {
    return this.#random.pick(["", "", "", "  ", "\t"]);
  }

  #remark(): string {
    return this.#random.chance(10) ? ` # ${this.#random.pick(["a remark", "= [ {", `"`, "'''"])}` : "";
  }

  #remarks(): readonly string[] {
    if (this.#random.chance(80)) return [];
    return this.#random.pick([[""], ["# [pipe.none]"], ["", "#", ""]]);
  }
}

function isTables(value: TomlValue): value is { kind: "array"; items: readonly TomlTable[] } & typeof value {
  return value.kind === "array" && value.items.length > 0 && value.items.every((item) => item.kind === "table");
}

const hex = (code: number, width: number): string => code.toString(16).padStart(width, "0");
