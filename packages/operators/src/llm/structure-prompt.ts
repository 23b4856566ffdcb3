import {
  isTextLike,
  resolvedFields,
  type Concept,
  type ConceptRef,
  type Field,
  type Multiplicity,
} from "@perdure/crate";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/**
 * What is said to a model about the structure of its answer: the fields of the concept and of the concepts inside it, each
 * with its type and meaning. Empty for a text without structure, unless several are asked for.
 */
export function structurePrompt(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity): string {
  const isText = isTextLike(concepts, ref);
  if (isText && multiplicity === "single") return "";
  const described = isText ? [] : describeAll(concepts, ref);
  const name = codeOf(ref);
  const count =
    multiplicity === "single"
      ? `one ${name}`
      : multiplicity === "many"
        ? `a list of ${name}`
        : `a list of exactly ${multiplicity} ${name}`;
  return [
    `Answer with ${count}, in the JSON structure that was asked for.`,
    ...(described.length === 0 ? [] : ["", ...described, ""]),
    "State only what the material supports. Where a value is not known, use null if the field is optional; never invent one.",
  ].join("\n");
}

function describeAll(concepts: Concepts, root: ConceptRef): readonly string[] {
  const seen = new Set<ConceptRef>();
  const waiting = [root];
  const lines: string[] = [];
  for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    const fields = resolvedFields(concepts, ref);
    if (fields === undefined) continue;
    const meaning = concepts[ref]?.description;
    lines.push(`${codeOf(ref)}:${meaning === undefined ? "" : ` ${meaning}`}`);
    for (const [name, field] of Object.entries(fields)) {
      lines.push(`  ${name}: ${typeText(field)}${field.description === undefined ? "" : ` (${field.description})`}`);
      waiting.push(...[field.concept, field.item_concept].filter((nested) => nested !== undefined));
    }
  }
  return lines;
}

function typeText(field: Field): string {
  const optional = field.required ? "" : ", optional";
  const fallback = field.default === undefined ? "" : `, ${JSON.stringify(field.default)} when not stated`;
  return `${valueText(field)}${optional}${fallback}`;
}

function valueText(field: Field): string {
  const choices = field.choices?.map((choice) => JSON.stringify(choice)).join(" | ");
  if (field.type === "list") {
    return `list of ${choices ?? (field.item_concept === undefined ? (field.item_type ?? "text") : codeOf(field.item_concept))}`;
  }
  if (choices !== undefined) return choices;
  if (field.type === "dict") return `dictionary of ${field.value_type ?? "json"}`;
  return field.type === "concept" && field.concept !== undefined ? codeOf(field.concept) : field.type;
}

const codeOf = (ref: ConceptRef): string => ref.slice(ref.lastIndexOf(".") + 1);
