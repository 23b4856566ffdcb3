import { asList, memberNames, readMember } from "./read-value.ts";

const MAXIMUM_DEPTH = 8;
const MAXIMUM_MEMBERS = 200;

/** A copy of any value as plain JSON data: what JSON cannot hold is left out, too deep or too long is cut. Never throws. */
export function jsonCopy(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== "object" || depth >= MAXIMUM_DEPTH) return undefined;
  if (isList(value)) {
    return asList(value)
      .slice(0, MAXIMUM_MEMBERS)
      .map((item) => jsonCopy(item, depth + 1))
      .filter((item) => item !== undefined);
  }
  const copy: Record<string, unknown> = {};
  for (const name of memberNames(value).slice(0, MAXIMUM_MEMBERS)) {
    const member = name === "__proto__" ? undefined : jsonCopy(readMember(value, name), depth + 1);
    if (member !== undefined) copy[name] = member;
  }
  return copy;
}

/** True for an array; false for what cannot be asked. */
export function isList(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
