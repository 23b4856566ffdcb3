/** What other languages call the types of a field, with what they are called here. */
export const FIELD_TYPE_ALIASES: ReadonlyMap<string, string> = new Map([
  ["string", "text"],
  ["str", "text"],
  ["int", "integer"],
  ["float", "number"],
  ["bool", "boolean"],
  ["array", "list"],
  ["object", "dict"],
]);
