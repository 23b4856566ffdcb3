import type { Json } from "./json.ts";

/**
 * The one spelling of a JSON value: members sorted by code point, no white space, numbers as ECMAScript prints them.
 * Members whose value is undefined are left out. Throws a TypeError for what JSON cannot say (NaN, Infinity, a function).
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("A number that is not finite has no JSON spelling");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return arrayJson(value as readonly Json[]);
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} has no JSON spelling`);
  const members = value as { readonly [key: string]: Json };
  let text = "";
  for (const name of sortNames(Object.keys(members))) {
    const member = members[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${nameJson(name)}${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function arrayJson(items: readonly Json[]): string {
  let text = "";
  for (let index = 0; index < items.length; index += 1) {
    text += `${index === 0 ? "" : ","}${canonicalJson(items[index] as Json)}`;
  }
  return `[${text}]`;
}

/** The spelling of names that have been met before, and in which no character stands for two: most names come again and again. */
const known = new Map<string, string>();
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 64;

function nameJson(name: string): string {
  const spelling = known.get(name);
  if (spelling !== undefined) return spelling;
  const text = `${JSON.stringify(name)}:`;
  if (known.size < MOST_KNOWN && name.length <= LONGEST_KNOWN && !/[\uD800-\uFFFF]/u.test(name)) known.set(name, text);
  return text;
}

/** An object of few members is the rule: its names are put in their places one by one. */
function sortNames(names: string[]): readonly string[] {
  if (names.length > FEW || !names.every((name) => known.has(name))) return names.sort(byCodePoint);
  for (let index = 1; index < names.length; index += 1) {
    const name = names[index] ?? "";
    let place = index;
    for (let before = names[place - 1]; before !== undefined && before > name; before = names[place - 1]) {
      names[place] = before;
      place -= 1;
    }
    names[place] = name;
  }
  return names;
}
const FEW = 16;

/** Compares by code point: the order that does not depend on a locale, and unlike `<` not on UTF-16 either. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

// A surrogate stands for a code point above U+FFFF, so it sorts after every other unit.
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
