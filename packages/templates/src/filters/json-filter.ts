import { mappingOf, sequenceOf, unwrap } from "../python/operators.ts";
import { floatText, integerText } from "../python/number-text.ts";
import { refuseUndefined } from "../python/python-text.ts";
import { isKind, markup, textOf, typeName } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";
import { filter } from "./filter.ts";

const MAXIMUM_INDENT = 64;

/** `tojson`: JSON that is safe inside HTML and scripts, on one line unless an indentation is given. */
export const JSON_FILTER = filter("tojson", ["indent"], (value, args, { work }) => {
  const indent = (args.get("indent") ?? null) === null ? undefined : args.integer("indent", 0);
  if (indent !== undefined && (indent < 0 || indent > MAXIMUM_INDENT))
    return work.fail("template.type", "The indentation is too large.");
  const json = write(value, indent, "\n", work);
  return markup(json.replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16).padStart(2, "0")}`));
});

function write(value: Value, indent: number | undefined, newline: string, work: Work): string {
  const plain = isKind(value, "content") ? value : unwrap(value);
  if (plain === null || typeof plain === "boolean") return String(plain);
  if (typeof plain === "number") return integerText(plain);
  const text = textOf(plain);
  if (text !== undefined) {
    work.produce(text.length + 2);
    return JSON.stringify(text);
  }
  if (isKind(plain, "float")) return Number.isFinite(plain.value) ? floatText(plain.value) : "null";
  if (isKind(plain, "undefined")) return refuseUndefined(plain, work);
  work.enter();
  const json = writeCollection(plain, indent, newline, work);
  work.leave();
  work.produce(json.length);
  return json;
}

function writeCollection(value: Value, indent: number | undefined, newline: string, work: Work): string {
  const inner = indent === undefined ? "" : newline + " ".repeat(indent);
  const outer = indent === undefined ? "" : newline;
  const comma = indent === undefined ? ", " : `,${inner}`;
  const nested = (member: Value) => write(member, indent, inner, work);
  const items = sequenceOf(value, work);
  if (items !== undefined) return items.length === 0 ? "[]" : `[${inner}${items.map(nested).join(comma)}${outer}]`;
  const entries = mappingOf(value, work);
  if (entries === undefined)
    return work.fail("template.type", `A value of type ${typeName(value)} cannot be written as JSON.`);
  // Jinja writes the members of an object in the order of their names.
  const names = [...entries.keys()].toSorted();
  const parts = names.map((name) => `${JSON.stringify(name.slice(1))}: ${nested(entries.get(name)?.[1] ?? null)}`);
  return parts.length === 0 ? "{}" : `{${inner}${parts.join(comma)}${outer}}`;
}
