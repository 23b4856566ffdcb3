import type { Span } from "../source/source-text.ts";
import { stringOffsets } from "../source/string-offsets.ts";
import type { TomlEntry, TomlString, TomlTable, TomlValue } from "../source/toml-tree.ts";
import { misspell } from "./misspell.ts";
import type { Random } from "./random.ts";

/** The kinds of mistakes that are made in valid methods. */
export const FAULT_KINDS = [
  "key misspelled",
  "key missing",
  "word misspelled",
  "pipe type misspelled",
  "concept misspelled",
  "pipe misspelled",
  "variable misspelled",
  "name misspelled",
  "brackets wrong",
  "type of value wrong",
  "name in the wrong case",
  "key doubled",
  "sign of TOML missing",
  "setting of a model wrong",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A place that a mistake can be made at: the text that takes the place of a stretch. */
export interface FaultSite {
  readonly kind: FaultKind;
  readonly cut: Span;
  readonly write: (written: string, random: Random) => string | undefined;
  /** Where the mistake is then to be reported, when that is not the stretch itself. */
  readonly place?: Span;
  /** Whether the name that was meant can be told from what is left. */
  readonly isTold: boolean;
}

/** Keys that tables cannot do without. */
const NEEDED: ReadonlySet<string> = new Set([
  "domain",
  "description",
  "output",
  "steps",
  "branches",
  "result",
  "outcomes",
  "default_outcome",
  "function_name",
  "branch_pipe_code",
  "input_list_name",
  "input_item_name",
  "concept_ref",
  "item_concept_ref",
  "key_type",
  "value_type",
  "batch_as",
  "batch_over",
  "category",
  "question",
  "format",
]);
/** Keys whose value is one of a few words of the language. */
const WORDS: ReadonlySet<string> = new Set([
  "type",
  "item_type",
  "structuring_method",
  "tag_style",
  "text_format",
  "category",
  "aspect_ratio",
  "background",
  "output_format",
  "signature_for",
  "format",
  "intent",
  "function_name",
]);
const CONCEPTS: ReadonlySet<string> = new Set(["refines", "concept_ref", "item_concept_ref", "output", "concept"]);
const PIPES: ReadonlySet<string> = new Set(["main_pipe", "pipe", "branch_pipe_code", "default_outcome"]);
const NAMES: ReadonlySet<string> = new Set(["from", "batch_over", "batch_as", "input_list_name", "input_item_name"]);
const TEMPLATES: ReadonlySet<string> = new Set([
  "prompt",
  "system_prompt",
  "template",
  "expression",
  "expression_template",
  "negative_prompt",
  "question",
]);
/** Tables whose keys are names that the author gives. */
const NAMED: ReadonlySet<string> = new Set([
  "inputs",
  "structure",
  "construct",
  "outcomes",
  "extra_context",
  "options",
  "questions",
]);
const isNamed = (path: readonly string[]): boolean => path.length === 1 || NAMED.has(path.at(-1) ?? "");

/** Every place of a document that a mistake can be made at. */
export function faultSites(root: TomlTable, text: string): readonly FaultSite[] {
  const finder = new SiteFinder(text);
  finder.walk(root, [], { start: 0, end: 0 });
  return finder.sites;
}

class SiteFinder {
  readonly sites: FaultSite[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  walk(table: TomlTable, path: readonly string[], owner: Span): void {
    for (const entry of table.entries.values()) {
      const { key, keySpan, value } = entry;
      const isHeader = value.kind === "table" && !this.#isInline(value);
      if (!isNamed(path) && !isHeader) this.#addKey(entry, owner);
      if (path.length === 1 && isHeader) this.#addCase(entry, path[0] ?? "");
      if (key === "default_value" && value.kind === "string" && table.entries.has("choices")) {
        this.#add("word misspelled", this.#insideOf(value), true, misspell);
      }
      if (value.kind === "string") this.#addString(key, value, path);
      else this.#addOther(key, value, path);
      if (value.kind === "table") this.walk(value, [...path, key], keySpan);
      if (value.kind === "array") {
        for (const item of value.items) if (item.kind === "table") this.walk(item, [...path, key], item.span);
      }
    }
  }

  #add(kind: FaultKind, cut: Span, isTold: boolean, write: FaultSite["write"], place?: Span): void {
    this.sites.push({ kind, cut, isTold, write, ...(place === undefined ? {} : { place }) });
  }

  #addKey({ key, keySpan, value }: TomlEntry, owner: Span): void {
    this.#add("key misspelled", keySpan, true, misspell);
    const line = this.#lineOf(keySpan.start);
    const last = this.#lineOf(value.span.end);
    const isAlone = this.#text.slice(line.start, keySpan.start).trim() === "" && value.kind !== "table";
    if (!isAlone || this.#text.slice(value.span.end, last.end).trim() !== "") return;
    const whole = { start: line.start, end: last.end };
    const isOptional = key === "description" && owner.end === 0;
    if (NEEDED.has(key) && !isOptional) this.#add("key missing", whole, false, () => "", owner);
    const double = (written: string): string => `${written}${written.endsWith("\n") ? "" : "\n"}${written}`;
    this.#add("key doubled", whole, false, double);
  }

  #addCase({ key, keySpan }: TomlEntry, table: string): void {
    const isOnce = this.#text.split(`[${table}.${key}`).length === 2;
    if (!isOnce || this.#text.slice(keySpan.start, keySpan.end) !== key) return;
    const write = (written: string): string =>
      table === "pipe"
        ? written.replaceAll(/_?([a-z]+)/gu, (_, word: string) => word.charAt(0).toUpperCase() + word.slice(1))
        : written.replaceAll(/(?<!^)([A-Z])/gu, "_$1").toLowerCase();
    this.#add("name in the wrong case", keySpan, true, write);
  }

  #addString(key: string, value: TomlString, path: readonly string[]): void {
    const parent = path.at(-1) ?? "";
    const inside = this.#insideOf(value);
    // What an author names freely can be any text, but for inputs and outcomes.
    if (isNamed(path) && path.length > 1 && parent !== "inputs" && parent !== "outcomes") return;
    if (key === "type" && path[0] === "pipe" && path.length === 2) {
      this.#add("pipe type misspelled", inside, true, misspell);
    } else if (WORDS.has(key)) this.#add("word misspelled", inside, true, misspell);
    if (CONCEPTS.has(key) || parent === "inputs") this.#addConcept(inside);
    if ((PIPES.has(key) || parent === "outcomes") && !["fail", "continue"].includes(value.value)) {
      this.#add("pipe misspelled", this.#lastSegment(inside), true, misspell);
    }
    if (NAMES.has(key)) this.#add("name misspelled", this.#lastSegment(inside), true, misspell);
    if (TEMPLATES.has(key)) this.#addTemplate(value);
    if (key !== "max_tokens") this.#add("type of value wrong", value.span, false, () => "12");
    if (this.#text.startsWith('"""', value.span.start) || this.#text.startsWith("'''", value.span.start)) return;
    const last = { start: value.span.end - 1, end: value.span.end };
    this.#add("sign of TOML missing", last, false, () => "", this.#lineOf(value.span.start));
  }

  #addOther(key: string, value: TomlValue, path: readonly string[]): void {
    const isFree = path.at(-1) === "extra_context" || key === "seed" || key === "default_value" || key === "max_tokens";
    if ((value.kind === "boolean" || value.kind === "integer") && !isFree) {
      this.#add("type of value wrong", value.span, false, (written) => `"${written}"`);
    }
    if (value.kind === "array") {
      // An array that is not closed goes on to where the next line cannot be part of it.
      const last = { start: value.span.end - 1, end: value.span.end };
      const place = { start: value.span.start, end: this.#lineOf(this.#lineOf(value.span.end).end).end };
      this.#add("sign of TOML missing", last, false, () => "", place);
    }
    if (value.kind === "table" && this.#isInline(value)) {
      const last = { start: value.span.end - 1, end: value.span.end };
      this.#add("sign of TOML missing", last, false, () => "", this.#lineOf(value.span.end - 1));
    }
    if (key !== "temperature") return;
    this.#add("setting of a model wrong", value.span, false, (_, random) => random.pick(["7", "-1", `"hot"`]));
  }

  #addConcept(inside: Span): void {
    const written = this.#text.slice(inside.start, inside.end);
    const name = /[A-Z]\w*/u.exec(written);
    if (name === null) return;
    const start = inside.start + name.index;
    this.#add("concept misspelled", { start, end: start + name[0].length }, true, misspell);
    const isList = written.includes("[");
    const wrong = (slot: string, random: Random): string =>
      isList
        ? random.pick([
            slot.replace("]", ""),
            slot.replace("[", ""),
            `${slot}]`,
            slot.replace("[", "[["),
            `[${name[0]}]`,
          ])
        : random.pick([`${slot}[`, `${slot}]`, `${slot}()`, `${slot}{}`]);
    // Brackets at what is no list may be those of a list that was to be.
    this.#add("brackets wrong", inside, isList && !/\d/u.test(written), wrong);
  }

  #addTemplate(value: TomlString): void {
    const offsets = stringOffsets(this.#text, value.span);
    for (const match of value.value.matchAll(VARIABLE)) {
      const name = match.groups?.["name"] ?? match.groups?.["tested"] ?? "";
      let from = match.index + match[0].length - name.length;
      for (const segment of name.split(".")) {
        const [start, end] = [offsets.at(from) ?? 0, offsets.at(from + segment.length) ?? 0];
        this.#add("variable misspelled", { start, end }, true, misspell);
        from += segment.length + 1;
      }
    }
  }

  #isInline(value: TomlValue): boolean {
    return this.#text.charAt(value.span.start) === "{";
  }

  #insideOf({ span }: TomlString): Span {
    const isLong = /^(?:"""|''')/u.test(this.#text.slice(span.start, span.start + 3));
    return { start: span.start + (isLong ? 3 : 1), end: span.end - (isLong ? 3 : 1) };
  }

  #lastSegment({ start, end }: Span): Span {
    return { start: start + this.#text.slice(start, end).lastIndexOf(".") + 1, end };
  }

  /** The line of a place, with its end. */
  #lineOf(offset: number): Span {
    const end = this.#text.indexOf("\n", offset);
    const start = this.#text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
    return { start, end: end === -1 ? this.#text.length : end + 1 };
  }
}

const VARIABLE = /(?:\$|@\??|\{\{ )(?<name>[a-z_]\w*(?:\.\w+)*)|\{% (?:if|elif) (?<tested>[a-z_]\w*(?:\.\w+)*)/gu;
