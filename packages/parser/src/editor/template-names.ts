import { parseTemplate } from "@perdure/templates";
import type { StringPlace } from "./places.ts";

/** A name that a template reads, by its place in the template. */
interface TemplateName {
  readonly root: string;
  readonly start: number;
}

/** The names that a template reads, each place once; none where it cannot be parsed. */
export function templateNames(
  { path, value }: Pick<StringPlace, "path" | "value">,
  role: "template" | "expression",
  names: readonly string[],
): readonly TemplateName[] {
  const before = path.at(-1) === "expression" ? "{{ " : "";
  const text = before === "" ? value : `${before}${value} }}`;
  const category = role === "expression" || path.at(-1) === "expression_template" ? "expression" : "llm_prompt";
  const parsed = parseTemplate(text, { category, names });
  if (!parsed.ok) return [];
  const starts = new Map<number, string>();
  for (const { root, offset } of parsed.template.variables) {
    const start = offset - before.length;
    if (value.startsWith(root, start)) starts.set(start, root);
  }
  return [...starts].map(([start, root]) => ({ start, root }));
}
