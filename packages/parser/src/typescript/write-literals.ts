/** A string as TypeScript writes it: nothing in it can end the literal. */
export const stringLiteral = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, escaped);

/** The name of a member in a type. */
export const memberName = (name: string): string => (isIdentifier(name) ? name : stringLiteral(name));

/** The name of a member in an object: `__proto__` in brackets is a member like any other, and bare would be the prototype. */
export const objectKey = (name: string): string => (name === "__proto__" ? '["__proto__"]' : memberName(name));

/** What people read above a declaration: nothing in it can end the comment. */
export function comment(text: string, indent = ""): string {
  const lines = text
    .replaceAll("*/", "*\\/")
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => line.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, " ").trim())
    .filter((line) => line !== "");
  const [only = ""] = lines;
  if (lines.length < 2) return only === "" ? "" : `${indent}/** ${only} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/u.test(name);

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
