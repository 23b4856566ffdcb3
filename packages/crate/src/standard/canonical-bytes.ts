import type { Json } from "../json.ts";

/**
 * The spelling of a JSON value by RFC 8785 (JCS): members sorted by UTF-16 code unit, no white space, numbers as ECMAScript prints them.
 * `canonicalJson`, which our own crates are fingerprinted by, sorts by code point. Members that are undefined or null are left out.
 */
export function jcs(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(jcs).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = value as { readonly [key: string]: Json };
  const names = Object.keys(members).filter((name) => (members[name] ?? null) !== null);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${jcs(members[name] as Json)}`)
    .join(",")}}`;
}
