import { contentText } from "./content-text.ts";
import { itemsOf } from "./content-view.ts";
import { pythonText } from "../python/python-text.ts";
import { isKind } from "../python/value.ts";
import type { ContentValue, Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";

/** The text of any value where a template needs one: a content as it renders, everything else as Python's `str()`. */
export function plainText(value: Value, work: Work): string {
  if (isKind(value, "content") && !printsAsPython(value)) return contentText(value, { work });
  return pythonText(value, work);
}

/** Plain lists and dicts inside a field, or given as plain values, print as Python prints them. */
export function printsAsPython(content: ContentValue): boolean {
  if (content.facts !== undefined) return false;
  const { shape } = content;
  if (shape.kind === "any" || shape.kind === "dict") return true;
  if (shape.kind !== "list") return false;
  const items = itemsOf(content) ?? [];
  return items.every((item) => item === null || typeof item !== "object" || shape.item.kind === "any");
}
