import { parseTOML } from "toml-eslint-parser";
import type { FixScalar, FixValue } from "./suggested-fix.ts";

/** A key as TOML writes it: bare where that is allowed, else in quotes. */
export function writeKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/u.test(key) ? key : writeString(key);
}

/** A value as TOML writes it. A string is written as the one that it replaces, `like`, where it can be. */
export function writeValue(value: FixValue, like = ""): string {
  if (typeof value === "string") return writeString(value, like);
  if (typeof value !== "object") return writeScalar(value);
  const members = Object.entries(value).map(([key, member]) => `${writeKey(key)} = ${writeScalar(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function writeScalar(value: FixScalar): string {
  return typeof value === "string" ? writeString(value) : String(value);
}

function writeString(value: string, like = ""): string {
  const written = [inStyle(value, like), basic(value)].find((text) => text !== undefined && reads(text, value));
  return written ?? basic(value);
}

function inStyle(value: string, like: string): string | undefined {
  const quote = like.charAt(0);
  const isMultiline = like.length >= 6 && like.startsWith(quote.repeat(3));
  if (isMultiline) {
    const opening = /^(?<quotes>"""|''')(?<line>\r?\n)?/u.exec(like)?.[0] ?? "";
    const content = quote === "'" ? value : value.replaceAll("\\", "\\\\").replaceAll('"""', '""\\"');
    return `${opening}${like.includes("\r\n") ? content.replaceAll("\n", "\r\n") : content}${quote.repeat(3)}`;
  }
  return quote === "'" ? `'${value}'` : undefined;
}

const basic = (value: string): string =>
  `"${value.replaceAll(/["\\\p{Cc}]/gu, (character) => ESCAPES.get(character) ?? unicode(character))}"`;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

const unicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Whether a text is read as a string of this value: what a style cannot say is not written in it. */
function reads(text: string, value: string): boolean {
  try {
    const [line] = parseTOML(`v = ${text}`).body[0].body;
    return line?.type === "TOMLKeyValue" && line.value.type === "TOMLValue" && line.value.value === value;
  } catch {
    return false;
  }
}
