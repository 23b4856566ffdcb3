import { codePoints } from "./code-points.ts";
import { isArray, isClosed, itemsOf, membersOf, scalarOf, viewField, viewItem } from "../printing/content-view.ts";
import { methodOf } from "./methods.ts";
import { dictKey, mappingOf, numberOf, sameSort, sequenceOf, unwrap } from "./operators.ts";
import { plainText } from "../printing/plain-text.ts";
import { refuseUndefined } from "./python-text.ts";
import { isKind, markup, textOf, typeName } from "./value.ts";
import type { ContentValue, UndefinedValue, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** The only underscore names that a template may read of a value. */
export const VISIBLE_PRIVATE_NAMES: ReadonlySet<string> = new Set([
  "_stuff_name",
  "_content_class",
  "_concept_code",
  "_stuff_code",
]);

/** Reads `value.name`: a field first, then what the stuff says of itself, then a read-only method. */
export function attribute(value: Value, name: string, work: Work): Value {
  if (name.startsWith("_") && !VISIBLE_PRIVATE_NAMES.has(name)) {
    return work.fail("template.private_name", `The private name '${name}' may not be read.`);
  }
  if (isKind(value, "undefined")) return { ...value, strict: true };
  if (isKind(value, "record")) {
    const found = value.members.get(name);
    return found === undefined ? missing(value.name, name, false, work) : found;
  }
  if (isKind(value, "content")) return contentAttribute(value, name, work);
  const method = methodOf(value, name, work);
  if (method !== undefined) return method;
  if (isKind(value, "dict")) return dictMember(value.entries.get(`s${name}`), name, work);
  const place = isKind(value, "list") ? (value.names?.indexOf(name) ?? -1) : -1;
  const named = isKind(value, "list") ? value.items[place] : undefined;
  return named ?? missing(typeName(value), name, true, work);
}

function dictMember(entry: readonly [Value, Value] | undefined, name: string, work: Work): Value {
  return entry === undefined ? missing("dict", name, false, work) : entry[1];
}

function contentAttribute(content: ContentValue, name: string, work: Work): Value {
  const field = viewField(content, name);
  if (field !== undefined) return field;
  const fact = factOf(content, name);
  if (fact !== undefined) return fact;
  // Published methods still write `list.items` and `stuff.content`, the members that the wrapper once had.
  if (name === "items" && itemsOf(content) !== undefined) return content;
  if (name === "content" && content.facts !== undefined) return content;
  const method = methodOf(content, name, work);
  if (method !== undefined) return method;
  const scalar = scalarOf(content);
  const scalarMethod = scalar === undefined ? undefined : methodOf(scalar, name, work);
  return scalarMethod ?? missing(content.path, name, isClosed(content.shape), work);
}

function factOf(content: ContentValue, name: string): Value | undefined {
  if (content.facts === undefined) return undefined;
  const { concept, name: stuffName, stuffCode } = content.facts;
  const code = concept.slice(concept.lastIndexOf(".") + 1);
  if (name === "_stuff_name") return stuffName;
  if (name === "_concept_code") return code;
  if (name === "_stuff_code") return stuffCode;
  return name === "_content_class" ? `${itemsOf(content) === undefined ? code : "List"}Content` : undefined;
}

function missing(path: string, name: string, strict: boolean, work: Work): UndefinedValue {
  return { kind: "undefined", path: `${path}.${name}`, strict, missing: "attribute", offset: work.offset };
}

/** Reads `value[index]`: an item by its number from either end, or a member by its name. */
export function item(value: Value, index: Value, work: Work): Value {
  if (isKind(value, "undefined")) return { ...value, strict: true };
  const name = textOf(unwrap(index));
  if (isKind(value, "content") && membersOf(value) !== undefined && name !== undefined) {
    const field = viewField(value, name);
    if (field !== undefined) return field;
  }
  const plain = unwrap(value);
  const position = numberOf(index);
  if (position !== undefined && Number.isInteger(position)) return itemAt(plain, position, work);
  if (name === undefined) return missing(typeName(plain), plainText(index, work), false, work);
  if (name.startsWith("_") && !isPlainMapping(plain)) return attribute(plain, name, work);
  const entry = isKind(plain, "dict") ? plain.entries.get(dictKey(index, work)) : undefined;
  return entry === undefined ? attribute(plain, name, work) : entry[1];
}

function isPlainMapping(value: Value): boolean {
  return isKind(value, "dict") || (isKind(value, "content") && value.facts === undefined && !isClosed(value.shape));
}

function itemAt(value: Value, position: number, work: Work): Value {
  if (isKind(value, "dict")) return dictMember(value.entries.get(`n${position}`), String(position), work);
  const text = textOf(value);
  if (text !== undefined) {
    work.produce(text.length);
    return codePoints(text).at(position) ?? missing("str", String(position), false, work);
  }
  if (isKind(value, "list")) return orMissing(value.items.at(position), "list", position, work);
  if (!isKind(value, "content")) return missing(typeName(value), String(position), false, work);
  const items = itemsOf(value);
  if (items === undefined) return missing(value.path, String(position), false, work);
  const index = position < 0 ? items.length + position : position;
  return index >= 0 && index < items.length
    ? viewItem(value, items, index)
    : missing(value.path, String(position), false, work);
}

// An item that is None is null, which is there.
function orMissing(found: Value | undefined, name: string, position: number, work: Work): Value {
  return found === undefined ? missing(name, String(position), false, work) : found;
}

/** Reads `value[start:stop:step]` as Python does. */
export function slice(value: Value, bounds: readonly [Value, Value, Value], work: Work): Value {
  const plain = unwrap(value);
  if (isKind(plain, "undefined")) return refuseUndefined(plain, work);
  const [start, stop, step] = bounds.map((bound) => boundOf(bound, work));
  const text = textOf(plain);
  const characters = text === undefined ? undefined : codePoints(text);
  const items = characters ?? sequenceOf(plain, work);
  if (items === undefined) return work.fail("template.type", `A value of type ${typeName(plain)} has no parts.`);
  work.step(items.length);
  const indexes = sliceIndexes(items.length, start, stop, step ?? 1, work);
  if (characters === undefined)
    return sameSort(
      plain,
      indexes.map((index) => items[index] ?? null),
    );
  const part = indexes.map((index) => characters[index] ?? "").join("");
  return isKind(plain, "markup") ? markup(part) : part;
}

function boundOf(bound: Value, work: Work): number | undefined {
  if (bound === null) return undefined;
  const number = numberOf(bound);
  if (number === undefined || !Number.isInteger(number))
    return work.fail("template.type", "A slice needs whole numbers.");
  return number;
}

function sliceIndexes(
  length: number,
  start: number | undefined,
  stop: number | undefined,
  step: number,
  work: Work,
): readonly number[] {
  if (step === 0) return work.fail("template.type", "The step of a slice cannot be zero.");
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const from = start === undefined ? (step > 0 ? lowest : highest) : clamp(start);
  const to = stop === undefined ? (step > 0 ? highest : lowest) : clamp(stop);
  const indexes: number[] = [];
  for (let index = from; step > 0 ? index < to : index > to; index += step) indexes.push(index);
  return indexes;
}

/** The own members of a JSON object or list content, for methods that look at them. */
export function lengthOf(value: Value, work: Work): number {
  const plain = unwrap(value);
  if (isKind(plain, "undefined")) return plain.strict ? refuseUndefined(plain, work) : 0;
  const text = textOf(plain);
  if (text !== undefined) {
    work.produce(text.length);
    return codePoints(text).length;
  }
  if (isKind(plain, "content")) {
    const items = itemsOf(plain);
    if (items !== undefined) return items.length;
    return isArray(plain.json) ? plain.json.length : Object.keys(plain.json).length;
  }
  const count = isKind(plain, "list") ? plain.items.length : mappingOf(plain, work)?.size;
  return count ?? work.fail("template.type", `A value of type ${typeName(plain)} has no length.`);
}
