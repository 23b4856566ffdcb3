import { answerString } from "./answer-string.ts";
import type { SeededChoices } from "./seeded-choices.ts";

/** A JSON Schema, as a request carries it. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

interface Place {
  readonly root: Schema;
  readonly choices: SeededChoices;
  /** Where in the answer, as a JSON pointer; choices are labelled with it. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
}
// Below this depth a recursive schema takes its shortest way out: null where allowed, else an empty list.
const DEEPEST = 7;

/**
 * A value that the schema allows, chosen by the seed. Honours enum, const, required, bounds, item counts, formats,
 * nullable unions, `$ref` and `$defs`; a `pattern` is not generated.
 */
export function answerJson(schema: Schema, choices: SeededChoices): unknown {
  return valueOf(schema, { root: schema, choices, path: "", name: "answer", depth: 0 });
}

function valueOf(schema: Schema, place: Place): unknown {
  if (typeof schema === "boolean") return null;
  if (typeof schema["$ref"] === "string") return valueOf(resolve(place.root, schema["$ref"]), place);
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return pickEnumerated(schema["enum"], place);
  for (const keyword of ["anyOf", "oneOf"] as const) {
    if (Array.isArray(schema[keyword])) return valueOf(pickAlternative(schema[keyword] as Schema[], place), place);
  }
  if (Array.isArray(schema["allOf"])) return valueOf(merged(schema, place.root), place);
  switch (typeOf(schema, place)) {
    case "object":
      return objectOf(schema, place);
    case "array":
      return arrayOf(schema, place);
    case "integer":
    case "number":
      return numberOf(schema, place);
    case "boolean":
      return place.choices.fraction(place.path) < 0.5;
    case "null":
      return null;
    default:
      return answerString(schema, place.name, place.path, place.choices);
  }
}

function typeOf(schema: Record<string, unknown>, place: Place): string {
  const declared = schema["type"];
  if (typeof declared === "string") return declared;
  if (Array.isArray(declared)) return pickType(declared as string[], place);
  if ("properties" in schema) return "object";
  if ("items" in schema) return "array";
  return "string";
}

function pickType(types: readonly string[], place: Place): string {
  const picked = pickAlternative(
    types.map((type) => ({ type })),
    place,
  );
  return typeof picked === "object" ? (picked["type"] as string) : "null";
}

function pickEnumerated(values: readonly unknown[], place: Place): unknown {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : place.choices.pick(place.path, present);
}

function pickAlternative(alternatives: readonly Schema[], place: Place): Schema {
  const empty = alternatives.find(isNull);
  const full = alternatives.filter((alternative) => !isNull(alternative));
  if (full.length === 0) return empty ?? true;
  if (empty !== undefined && (place.depth > DEEPEST || place.choices.fraction(`${place.path}?`) < 0.15)) return empty;
  return place.choices.pick(`${place.path}|`, full);
}
const isNull = (schema: Schema): boolean =>
  typeof schema === "object" && (schema["type"] === "null" || schema["const"] === null);

function objectOf(schema: Record<string, unknown>, place: Place): Record<string, unknown> {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const required = new Set((schema["required"] ?? []) as string[]);
  const answer: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (required.has(name) || place.depth <= DEEPEST) answer[name] = valueOf(property, inside(place, name, name));
  }
  const others = schema["additionalProperties"];
  if (Object.keys(properties).length === 0 && typeof others === "object" && others !== null) {
    for (const name of ["first", "second"]) answer[name] = valueOf(others as Schema, inside(place, name, name));
  }
  return answer;
}

function arrayOf(schema: Record<string, unknown>, place: Place): unknown[] {
  const fewest = (schema["minItems"] as number | undefined) ?? 0;
  const most = (schema["maxItems"] as number | undefined) ?? Math.max(fewest, 3);
  const wished = place.depth > DEEPEST ? 0 : place.choices.integer(`${place.path}#`, 1, 3);
  const count = Math.min(Math.max(wished, fewest), most);
  const leading = (schema["prefixItems"] ?? []) as Schema[];
  const items = (schema["items"] ?? true) as Schema;
  const answer: unknown[] = [];
  for (let index = 0; index < Math.max(count, leading.length); index += 1) {
    const item = leading[index] ?? items;
    // A list of anything is most useful as a list of texts.
    answer.push(valueOf(item === true ? { type: "string" } : item, inside(place, String(index), place.name)));
  }
  return schema["uniqueItems"] === true ? distinct(answer, fewest, items, place) : answer;
}

function distinct(answer: readonly unknown[], fewest: number, items: Schema, place: Place): unknown[] {
  const byText = new Map(answer.map((value) => [JSON.stringify(value), value]));
  for (let index = answer.length; byText.size < fewest && index < answer.length + 200; index += 1) {
    const value = valueOf(items, inside(place, String(index), place.name));
    byText.set(JSON.stringify(value), value);
  }
  return [...byText.values()];
}

function numberOf(schema: Record<string, unknown>, place: Place): number {
  const whole = typeOf(schema, place) === "integer";
  const bound = (keyword: string): number | undefined => schema[keyword] as number | undefined;
  const step = bound("multipleOf") ?? (whole ? 1 : 0.01);
  const aboveLow = bound("exclusiveMinimum");
  const belowHigh = bound("exclusiveMaximum");
  const low = bound("minimum") ?? (aboveLow === undefined ? undefined : aboveLow + step);
  const high = bound("maximum") ?? (belowHigh === undefined ? undefined : belowHigh - step);
  const from = low ?? Math.min(1, high ?? 1);
  const to = high ?? Math.max(from + 99 * (whole ? 1 : step * 100), from);
  const first = Math.ceil(from / step);
  const last = Math.max(first, Math.floor(to / step));
  const chosen = place.choices.integer(place.path, first, last) * step;
  return Number(chosen.toFixed(6));
}

function merged(schema: Record<string, unknown>, root: Schema): Schema {
  const { allOf, ...rest } = schema;
  let whole: Record<string, unknown> = rest;
  for (const part of allOf as Schema[]) {
    const plain = typeof part === "object" && typeof part["$ref"] === "string" ? resolve(root, part["$ref"]) : part;
    if (typeof plain !== "object") continue;
    whole = {
      ...whole,
      ...plain,
      properties: { ...(whole["properties"] as object | undefined), ...(plain["properties"] as object | undefined) },
      required: [...((whole["required"] as string[]) ?? []), ...((plain["required"] as string[]) ?? [])],
    };
  }
  return whole;
}

function resolve(root: Schema, reference: string): Schema {
  if (!reference.startsWith("#")) return true;
  let current: unknown = root;
  for (const segment of reference.slice(1).split("/").slice(1)) {
    const name = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    current = typeof current === "object" && current !== null ? (current as Record<string, unknown>)[name] : undefined;
  }
  return (current as Schema | undefined) ?? true;
}

const inside = (place: Place, segment: string, name: string): Place => ({
  ...place,
  path: `${place.path}/${segment}`,
  name,
  depth: place.depth + 1,
});
