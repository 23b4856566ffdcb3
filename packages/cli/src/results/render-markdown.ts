import { findConcept, isTextLike, refines, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, Json, JsonObject } from "@perdure/crate";
import { plainText } from "@perdure/failures/cli";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/**
 * A value as Markdown for people: a text as it is, a structure as its fields, a list as numbered sections. Values cannot
 * start HTML; a text that is Markdown stays Markdown, without live HTML tags.
 */
export function renderMarkdown(content: Json, concept: ConceptRef, isList: boolean, concepts: Concepts): string {
  const lines = isList ? listLines(content, concept, concepts) : valueLines(content, concept, concepts, 1);
  return `${lines.join("\n").trim()}\n`;
}

function listLines(content: Json, concept: ConceptRef, concepts: Concepts): readonly string[] {
  const items = Array.isArray(content) ? (content as readonly Json[]) : itemsOf(content);
  const title = findConcept(concepts, concept)?.description ?? concept;
  if (items.length === 0) return [`# ${inline(title)}`, "", "(none)"];
  const body = items.flatMap((item, index) => ["", `## ${index + 1}`, "", ...valueLines(item, concept, concepts, 2)]);
  return [`# ${inline(title)}`, ...body];
}

function valueLines(content: Json, concept: ConceptRef, concepts: Concepts, level: number): readonly string[] {
  const scalar = scalarOf(content, concept, concepts);
  if (scalar !== undefined) return [block(scalar)];
  if (!isObject(content)) return [block(printed(content))];
  return objectLines(content, resolvedFields(concepts, concept), concepts, level);
}

/** What a native that wraps one value prints; undefined for a structure. */
function scalarOf(content: Json, concept: ConceptRef, concepts: Concepts): string | undefined {
  if (!isObject(content)) return undefined;
  const is = (code: string): boolean => refines(concepts, concept, `native.${code}`);
  const { text, number, yes_no, inner_html, url } = content;
  if (typeof text === "string" && (isTextLike(concepts, concept) || Object.keys(content).length === 1)) return text;
  if (typeof number === "number" && is("Number")) return String(number);
  if (typeof yes_no === "boolean" && is("YesNo")) return yes_no ? "yes" : "no";
  if (typeof inner_html === "string" && is("Html")) return inner_html;
  if (typeof url === "string" && (is("Image") || is("Document"))) return printedFile(content);
  return undefined;
}

function objectLines(
  content: JsonObject,
  fields: Readonly<Record<string, Field>> | undefined,
  concepts: Concepts,
  level: number,
): readonly string[] {
  const known = Object.keys(fields ?? {}).filter((name) => Object.hasOwn(content, name));
  const others = Object.keys(content)
    .filter((name) => !known.includes(name))
    .sort();
  const short: string[] = [];
  const long: string[] = [];
  for (const name of [...known, ...others]) {
    const value = content[name];
    if (value === null || value === undefined) continue;
    if (typeof value !== "object" && !printed(value).includes("\n")) {
      short.push(`- **${label(name)}:** ${inline(printed(value))}`);
    } else {
      const heading = `${"#".repeat(Math.min(level + 1, 6))} ${label(name)}`;
      long.push("", heading, "", ...memberLines(value, fields?.[name], concepts, level + 1));
    }
  }
  return [...short, ...long];
}

function memberLines(value: Json, field: Field | undefined, concepts: Concepts, level: number): readonly string[] {
  if (!Array.isArray(value)) {
    return isObject(value)
      ? valueLines(value, field?.concept ?? "native.Anything", concepts, level)
      : [block(printed(value))];
  }
  const items = value as readonly Json[];
  if (items.length === 0) return ["(none)"];
  if (items.every((item) => typeof item !== "object")) return items.map((item) => `- ${inline(printed(item))}`);
  const concept = field?.item_concept ?? "native.Anything";
  return items.flatMap((item, index) => [
    ...(index === 0 ? [] : [""]),
    `${"#".repeat(Math.min(level + 1, 6))} ${index + 1}`,
    "",
    ...valueLines(item, concept, concepts, level + 1),
  ]);
}

const itemsOf = (content: Json): readonly Json[] =>
  isObject(content) && Array.isArray(content["items"]) ? (content["items"] as readonly Json[]) : [];
const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const label = (name: string): string => escapeHtml(plainText(name)).replaceAll("_", " ");
const printed = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
const printedFile = ({ filename, title, url }: JsonObject): string =>
  [title, filename, url].find((value) => typeof value === "string" && value !== "") as string;

/** Text inside a line of our own: it begins no line and no HTML of its own. */
const inline = (text: string): string => escapeHtml(plainText(text).replaceAll(/\s+/gu, " ").trim());
/** A text that may be Markdown by intent. */
const block = (text: string): string => escapeHtml(plainText(text));

/** Every `<` that could start a tag, and `&` that could hide one. `>` stays: it is Markdown's quotation mark. */
function escapeHtml(text: string): string {
  return text.replaceAll(/&(?=#|lt;|gt;)/gu, "&amp;").replaceAll(/<(?=[A-Za-z/!?])/gu, "&lt;");
}
