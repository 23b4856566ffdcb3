import type { Concept, ConceptRef, Field } from "./crate.ts";

const text = (required = false): Field => ({ type: "text", required });
const number = (required = false): Field => ({ type: "number", required });

/**
 * The concepts that every method may name without declaring them, by full name. One without `fields` and `refines` has no
 * fixed shape. Source: the MTHDS native concepts page.
 */
export const NATIVE_CONCEPTS: Readonly<Record<ConceptRef, Concept>> = Object.freeze({
  "native.Dynamic": { description: "A value whose concept is decided when the pipe runs" },
  "native.Anything": { description: "Any value" },
  "native.Composite": { description: "Named parts, each of its own concept" },
  "native.ImgGenPrompt": { description: "A prompt for an image", refines: "native.Text" },
  "native.Text": { description: "A text", fields: { text: text(true) } },
  "native.Markdown": { description: "A text in Markdown", refines: "native.Text" },
  "native.Html": { description: "A piece of HTML", fields: { inner_html: text(true), css_class: text() } },
  "native.Number": { description: "A number", fields: { number: number(true) } },
  "native.YesNo": {
    description: "A yes or a no",
    fields: { yes_no: { type: "boolean", required: true }, probability: number() },
  },
  "native.Choice": {
    description: "One of several options",
    fields: { choice: text(true), confidence: number(), probabilities: probabilities() },
  },
  "native.Rating": {
    description: "A level on a scale",
    fields: {
      level: { type: "integer", required: true },
      label: text(),
      confidence: number(),
      probabilities: probabilities(),
      position: number(),
    },
  },
  "native.Date": {
    description: "A calendar date, with the time of day where it is known",
    fields: { date: { type: "date", required: true }, time: { type: "time", required: false } },
  },
  "native.Time": { description: "A time of day", fields: { time: { type: "time", required: true } } },
  "native.Image": {
    description: "An image",
    fields: {
      url: text(true),
      public_url: text(),
      source_prompt: text(),
      source_negative_prompt: text(),
      caption: text(),
      mime_type: text(),
      filename: text(),
      width: { type: "integer", required: false },
      height: { type: "integer", required: false },
    },
  },
  "native.Document": {
    description: "A document",
    fields: {
      url: text(true),
      public_url: text(),
      mime_type: text(),
      filename: text(),
      title: text(),
      snippet: text(),
    },
  },
  "native.TextAndImages": {
    description: "A text with its images",
    fields: {
      text: { type: "concept", concept: "native.Text", required: false },
      images: { type: "list", item_type: "concept", item_concept: "native.Image", required: false },
      raw_html: text(),
    },
  },
  "native.Page": {
    description: "A page of a document: its text, its images, and how it looks",
    fields: {
      text_and_images: { type: "concept", concept: "native.TextAndImages", required: true },
      page_view: { type: "concept", concept: "native.Image", required: false },
    },
  },
  "native.JSON": { description: "A JSON object", fields: { json_obj: { type: "json", required: true } } },
  "native.SearchResult": {
    description: "An answer with its sources",
    fields: {
      answer: text(true),
      sources: { type: "list", item_type: "concept", item_concept: "native.Document", required: true },
    },
  },
});

const NATIVE_CODES: ReadonlySet<string> = new Set(
  Object.keys(NATIVE_CONCEPTS).map((ref) => ref.slice("native.".length)),
);

/** Whether a code names a native concept, bare (`Text`). */
export function isNativeCode(code: string): boolean {
  return NATIVE_CODES.has(code);
}

function probabilities(): Field {
  return { type: "dict", key_type: "text", value_type: "number", required: false };
}
