/** A text as a TOML string. JSON's escapes are TOML's, but for the delete character, which TOML wants escaped and JSON does not. */
export const quotedToml = (text: string): string => JSON.stringify(text).replaceAll("\u007F", "\\u007F");
