import { codePoints } from "./code-points.ts";
import { isArray, itemsOf, membersOf, scalarOf, viewField, viewItem } from "../printing/content-view.ts";
import { refuseUndefined } from "./python-text.ts";
import { float, isKind, list, textOf, tuple, typeName } from "./value.ts";
import type { ContentValue, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** Reads a wrapped content such as `{ text }` as its scalar, and leaves everything else as it is. */
export function unwrap(value: Value): Value {
  return isKind(value, "content") ? (scalarOf(value) ?? value) : value;
}

/** Tells whether a value counts as true, as Python does: empty texts and collections, zero and nothing do not. */
export function isTruthy(value: Value): boolean {
  const plain = unwrap(value);
  if (plain === null) return false;
  if (typeof plain === "boolean") return plain;
  if (typeof plain === "number") return plain !== 0;
  if (typeof plain === "string") return plain !== "";
  switch (plain.kind) {
    case "float":
      return plain.value !== 0;
    case "markup":
      return plain.text !== "";
    case "undefined":
      return false;
    case "list":
      return plain.items.length > 0;
    case "dict":
      return plain.entries.size > 0;
    case "content": {
      const items = itemsOf(plain);
      if (items !== undefined) return items.length > 0;
      return plain.shape.kind === "structured" || Object.keys(plain.json).length > 0;
    }
    default:
      return true;
  }
}

/** The number in a value, booleans included as in Python; undefined when it holds none. */
export function numberOf(value: Value): number | undefined {
  const plain = unwrap(value);
  if (typeof plain === "number") return plain;
  if (typeof plain === "boolean") return plain ? 1 : 0;
  return isKind(plain, "float") ? plain.value : undefined;
}

/** The items that a loop over the value would see; refuses what cannot be looped over. */
export function iterate(value: Value, work: Work): readonly Value[] {
  const items = iterable(value, work);
  if (items === undefined)
    return work.fail("template.type", `A value of type ${typeName(value)} cannot be looped over.`);
  work.step(items.length);
  return items;
}

/** The same as `iterate`, with undefined for what cannot be looped over. */
export function iterable(value: Value, work: Work): readonly Value[] | undefined {
  const plain = unwrap(value);
  const text = textOf(plain);
  if (text !== undefined) {
    work.step(text.length);
    return codePoints(text);
  }
  if (isKind(plain, "undefined")) return plain.strict ? refuseUndefined(plain, work) : [];
  if (isKind(plain, "list")) return plain.items;
  if (isKind(plain, "dict")) return [...plain.entries.values()].map(([key]) => key);
  if (!isKind(plain, "content")) return undefined;
  const items = itemsOf(plain);
  if (items !== undefined) {
    work.step(items.length);
    return items.map((_, index) => viewItem(plain, items, index));
  }
  return Object.keys(membersOf(plain) ?? {});
}

/** The name under which a value is a dict key: equal values have equal names. */
export function dictKey(value: Value, work: Work): string {
  const plain = unwrap(value);
  const text = textOf(plain);
  if (text !== undefined) {
    work.produce(text.length);
    return `s${text}`;
  }
  const number = numberOf(plain);
  if (number !== undefined) return `n${number === 0 ? 0 : number}`;
  if (plain === null) return "none";
  return work.fail("template.type", `A value of type ${typeName(plain)} cannot be a key.`);
}

/** Tells whether two values are equal, as Python does: by value, with 1 equal to 1.0 and to True. */
export function isEqual(left: Value, right: Value, work: Work): boolean {
  const a = unwrap(left);
  const b = unwrap(right);
  work.step();
  if (typeof a === "object" && a === b) return true;
  const number = numberOf(a);
  if (number !== undefined) return number === numberOf(b);
  const text = textOf(a);
  if (text !== undefined) return isEqualText(text, textOf(b), work);
  if (isKind(a, "undefined")) return isKind(b, "undefined");
  work.enter();
  const equal = isEqualCollection(a, b, work);
  work.leave();
  return equal;
}

function isEqualText(text: string, other: string | undefined, work: Work): boolean {
  if (text.length !== other?.length) return false;
  work.produce(text.length);
  return text === other;
}

function isEqualCollection(a: Value, b: Value, work: Work): boolean {
  const items = sequenceOf(a, work);
  const others = sequenceOf(b, work);
  if (items !== undefined && others !== undefined) {
    return items.length === others.length && items.every((item, index) => isEqual(item, others[index] ?? null, work));
  }
  const members = mappingOf(a, work);
  const otherMembers = mappingOf(b, work);
  if (members === undefined || otherMembers === undefined || members.size !== otherMembers.size) return false;
  for (const [key, [, value]] of members) {
    const other = otherMembers.get(key);
    if (other === undefined || !isEqual(value, other[1], work)) return false;
  }
  return true;
}

/** The items of a list or tuple, given or built; undefined for anything else. */
export function sequenceOf(value: Value, work: Work): readonly Value[] | undefined {
  if (isKind(value, "list")) return value.items;
  return isKind(value, "content") && itemsOf(value) !== undefined ? iterable(value, work) : undefined;
}

/** The entries of a dict, given or built, by key name; undefined for anything else. */
export function mappingOf(value: Value, work: Work): ReadonlyMap<string, readonly [Value, Value]> | undefined {
  if (isKind(value, "dict")) return value.entries;
  return isKind(value, "content") ? contentEntries(value, work) : undefined;
}

function contentEntries(content: ContentValue, work: Work): ReadonlyMap<string, readonly [Value, Value]> | undefined {
  const object = membersOf(content);
  if (object === undefined || isArray(content.json)) return undefined;
  const names = Object.keys(object);
  work.step(names.length);
  return new Map(names.map((name) => [`s${name}`, [name, viewField(content, name) ?? null]]));
}

/** Orders two values: negative, zero or positive. Numbers by size, texts by code point, lists item by item; else refused. */
export function compare(left: Value, right: Value, work: Work): number {
  const a = unwrap(left);
  const b = unwrap(right);
  work.step();
  const number = numberOf(a);
  const otherNumber = numberOf(b);
  if (number !== undefined && otherNumber !== undefined)
    return number < otherNumber ? -1 : number > otherNumber ? 1 : 0;
  const text = textOf(a);
  const otherText = textOf(b);
  if (text !== undefined && otherText !== undefined) {
    work.produce(Math.min(text.length, otherText.length));
    return compareText(text, otherText);
  }
  const items = sequenceOf(a, work);
  const others = sequenceOf(b, work);
  if (items !== undefined && others !== undefined) return compareItems(items, others, work);
  for (const value of [a, b]) if (isKind(value, "undefined") && value.strict) refuseUndefined(value, work);
  return work.fail("template.type", `Values of type ${typeName(a)} and ${typeName(b)} have no order.`);
}

function compareItems(items: readonly Value[], others: readonly Value[], work: Work): number {
  work.enter();
  let order = items.length - others.length;
  for (let index = 0; index < Math.min(items.length, others.length); index++) {
    const found = compare(items[index] ?? null, others[index] ?? null, work);
    if (found !== 0) {
      order = found;
      break;
    }
  }
  work.leave();
  return order;
}

/** Orders two texts by code point, which is Python's order and differs from that of UTF-16 units. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    // A surrogate stands for a code point above every other unit, although its own number is lower than some.
    const aHigh = a >= 0xd800 && a <= 0xdfff;
    const bHigh = b >= 0xd800 && b <= 0xdfff;
    return aHigh === bHigh ? a - b : aHigh ? 1 : -1;
  }
  return left.length - right.length;
}

/** Tells whether a collection or text contains a value. */
export function contains(collection: Value, value: Value, work: Work): boolean {
  const plain = unwrap(collection);
  const text = textOf(plain);
  if (text !== undefined) {
    const part = textOf(unwrap(value));
    if (part === undefined)
      return work.fail("template.type", `A text cannot contain a value of type ${typeName(value)}.`);
    work.produce(text.length);
    return text.includes(part);
  }
  const entries = mappingOf(plain, work);
  if (entries !== undefined) return entries.has(dictKey(value, work));
  return iterate(plain, work).some((item) => isEqual(item, value, work));
}

/** Makes a list of the same sort, list or tuple, as another value was. */
export function sameSort(like: Value, items: readonly Value[]): Value {
  return isKind(like, "list") && like.tuple ? tuple(items) : list(items);
}

/** An integer result: refused beyond what is exact, where Python would go on with more digits. */
export function exactInteger(value: number, work: Work): number {
  if (!Number.isSafeInteger(value)) work.fail("template.arithmetic", "The integer is too large.");
  return value === 0 ? 0 : value;
}

/** A number of the Python type that the operands had. */
export function numeric(value: number, isFloat: boolean, work: Work): Value {
  return isFloat ? float(value) : exactInteger(value, work);
}
