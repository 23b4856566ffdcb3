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
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} has no JSON spelling`);
  const members = value as { readonly [key: string]: Json };
  const names = Object.keys(members)
    .filter((name) => members[name] !== undefined)
    .sort(byCodePoint);
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name] as Json)}`).join(",")}}`;
}

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
