import { item } from "../python/access.ts";
import { unwrap } from "../python/operators.ts";
import { isKind, textOf } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";

/** Makes the function that reads a dotted path such as `owner.name` of each item; no path reads the item itself. */
export function attributeGetter(path: Value, work: Work, fallback?: Value): (value: Value) => Value {
  if (path === null) return (value) => value;
  const text = textOf(unwrap(path));
  work.step(text?.length ?? 0);
  const segments = text === undefined ? [path] : text.split(".");
  const keys = segments.map((segment) =>
    typeof segment === "string" && /^\d+$/.test(segment) ? Number(segment) : segment,
  );
  return (value) => {
    const found = keys.reduce<Value>((current, key) => item(current, key, work), value);
    return isKind(found, "undefined") && fallback !== undefined ? fallback : found;
  };
}
