import { isArray, itemsOf, scalarOf, viewField, viewItem } from "../printing/content-view.ts";
import { floatText, integerText } from "./number-text.ts";
import type { ContentValue, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** What Python's `str()` gives. A strict undefined value is refused, a loose one prints as nothing. */
export function pythonText(value: Value, work: Work): string {
  const text = typeof value === "string" ? value : looseText(value, work);
  work.produce(text.length);
  return text;
}

function looseText(value: Value, work: Work): string {
  if (typeof value !== "object" || value === null) return pythonRepr(value, work);
  if (value.kind === "markup") return value.text;
  if (value.kind === "undefined") return value.strict ? refuseUndefined(value, work) : "";
  if (value.kind === "content") {
    const scalar = scalarOf(value);
    if (scalar !== undefined) return pythonText(scalar, work);
  }
  return pythonRepr(value, work);
}

/** Refuses the use of something that is not there, at the place where it was read. */
export function refuseUndefined(
  value: { readonly path: string; readonly missing: string; readonly offset: number },
  work: Work,
): never {
  work.offset = value.offset;
  if (value.missing === "variable") work.fail("template.undefined_variable", `'${value.path}' is not defined.`);
  return work.fail("template.undefined_attribute", `'${value.path}' does not exist.`);
}

/** What Python's `repr()` gives. */
export function pythonRepr(value: Value, work: Work): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return integerText(value);
  if (typeof value === "string") return stringRepr(value, work);
  work.enter();
  const text = objectRepr(value, work);
  work.leave();
  work.produce(text.length);
  return text;
}

function objectRepr(value: Exclude<Value, null | boolean | number | string>, work: Work): string {
  switch (value.kind) {
    case "float":
      return floatText(value.value);
    case "markup":
      return stringRepr(value.text, work);
    case "undefined":
      return value.strict ? refuseUndefined(value, work) : "Undefined";
    case "list": {
      const items = value.items.map((item) => pythonRepr(item, work));
      if (!value.tuple) return `[${items.join(", ")}]`;
      return items.length === 1 ? `(${items.join("")},)` : `(${items.join(", ")})`;
    }
    case "dict":
      return dictRepr(value.entries.values(), work);
    case "content":
      return contentRepr(value, work);
    case "record":
      return `<${value.name}>`;
    case "callable":
      return `<function ${value.name}>`;
  }
}

function contentRepr(content: ContentValue, work: Work): string {
  const items = itemsOf(content);
  if (items !== undefined) {
    return `[${items.map((_, index) => pythonRepr(viewItem(content, items, index), work)).join(", ")}]`;
  }
  if (isArray(content.json)) return "[]";
  const entries = Object.keys(content.json).map((name): [Value, Value] => [name, viewField(content, name) ?? null]);
  return dictRepr(entries, work);
}

function dictRepr(entries: Iterable<readonly [Value, Value]>, work: Work): string {
  const parts: string[] = [];
  for (const [key, value] of entries) parts.push(`${pythonRepr(key, work)}: ${pythonRepr(value, work)}`);
  return `{${parts.join(", ")}}`;
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function stringRepr(text: string, work: Work): string {
  work.produce(text.length + 2);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|[^\S ]/gu, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return SHORT_ESCAPES.get(character) ?? codeEscape(character.codePointAt(0) ?? 0);
  });
  return `${quote}${body}${quote}`;
}

function codeEscape(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
