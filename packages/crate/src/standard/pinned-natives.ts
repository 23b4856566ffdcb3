import type { StandardConcept, StandardField } from "./standard-crate.ts";

// The definitions of native concepts that the MTHDS standard pins at version 3.0.0 ("Native Concept Definitions"), to the letter:
// every byte of them is hashed in the fingerprint of a library crate, so they are constants of the format and no prose of ours.

const text = (description: string): StandardField => ({ type: "text", description });
const number = (description: string): StandardField => ({ type: "number", description });
const needed = (field: StandardField): StandardField => ({ ...field, required: true });
const probabilities = (description: string): StandardField => ({
  type: "dict",
  key_type: "text",
  value_type: "number",
  description,
});

/** The native concepts by full name. One without a structure has none by design. */
export const PINNED_NATIVES: Readonly<Record<string, StandardConcept>> = {
  "native.Dynamic": { description: "A dynamic concept" },
  "native.Text": { description: "A text", structure: { text: needed(text("The text")) } },
  "native.Image": {
    description: "An image",
    structure: {
      url: needed(text("The image URL: a storage URI, an HTTP(S) URL, or a base64 data URL")),
      public_url: text("The public URL of the image"),
      source_prompt: text("The source prompt of the image"),
      source_negative_prompt: text("The source negative prompt of the image"),
      caption: text("The caption of the image"),
      mime_type: text("The MIME type of the image"),
      width: { type: "integer", description: "The width of the image, in pixels" },
      height: { type: "integer", description: "The height of the image, in pixels" },
      filename: text("The original filename of the image"),
    },
  },
  "native.Document": {
    description: "A document",
    structure: {
      url: needed(text("The document URL: a storage URI, an HTTP(S) URL, or a base64 data URL")),
      public_url: text("The public HTTPS URL of the document"),
      mime_type: text("The MIME type of the document"),
      filename: text("The original filename of the document"),
      title: text("The title of the document or source"),
      snippet: text("A text snippet or excerpt from the document"),
    },
  },
  "native.Html": {
    description: "HTML content",
    structure: {
      inner_html: needed(text("The inner HTML of the content")),
      css_class: text("The CSS class of the content"),
    },
  },
  "native.TextAndImages": {
    description: "A text and an image",
    structure: {
      text: { type: "concept", concept_ref: "native.Text", description: "A text content" },
      images: {
        type: "list",
        item_type: "concept",
        item_concept_ref: "native.Image",
        description: "A list of images that were extracted from the text",
      },
      raw_html: text("The raw HTML of the fetched page, if requested"),
    },
  },
  "native.Number": { description: "A number", structure: { number: needed(number("The number")) } },
  "native.YesNo": {
    description: "The answer to a yes/no question",
    structure: {
      yes_no: needed({ type: "boolean", description: "Whether the answer is yes (true) or no (false)." }),
      probability: number("The probability that the answer is yes, from 0 to 1, when the producer reports one."),
    },
  },
  "native.Choice": {
    description: "One option picked out of a declared set",
    structure: {
      choice: needed(text("The key of the selected option.")),
      confidence: number("The producer's confidence in the choice, from 0 to 1, when it reports one."),
      probabilities: probabilities(
        "The probability of each option, keyed by option key, when the producer measures a distribution.",
      ),
    },
  },
  "native.Rating": {
    description: "A position on an ordered scale of described levels",
    structure: {
      level: needed({
        type: "integer",
        description: "The index of the selected level, 0 being the first level declared.",
      }),
      confidence: number("The producer's confidence in the level, from 0 to 1, when it reports one."),
      probabilities: probabilities(
        "The probability of each level, keyed by level index written as text, when the producer measures a distribution.",
      ),
      position: number(
        "A continuous position on the scale, from 0 to the index of the last level, when the producer measures one.",
      ),
    },
  },
  "native.Date": {
    description: "A calendar date, optionally with a time of day — as precise as its source states.",
    structure: {
      date: needed({
        type: "date",
        description: "The calendar date, in ISO 8601 (e.g. 2026-07-07). Always required.",
      }),
      time: {
        type: "time",
        description:
          "The time of day, in ISO 8601 (e.g. 15:40:00, or 15:40:00+02:00 with a UTC offset). Include it only when the source states a time — never invent a time. Keep the UTC offset exactly when the source states one.",
      },
    },
  },
  "native.Time": {
    description: "A time of day, optionally with a UTC offset — as precise as its source states.",
    structure: {
      time: needed({
        type: "time",
        description: "The time of day, in ISO 8601 (e.g. 15:40:00, or 15:40:00+02:00 with a UTC offset).",
      }),
    },
  },
  "native.Page": {
    description:
      "The content of a page of a document, comprising text and linked images and an optional page view image",
    structure: {
      text_and_images: needed({
        type: "concept",
        concept_ref: "native.TextAndImages",
        description: "The text and images content extracted from the page",
      }),
      page_view: { type: "concept", concept_ref: "native.Image", description: "The screenshot of the page" },
    },
  },
  "native.JSON": {
    description: "A JSON object",
    structure: {
      json_obj: needed({ type: "dict", key_type: "text", value_type: "Any", description: "The JSON object" }),
    },
  },
  "native.SearchResult": {
    description: "A search result with answer and sources",
    structure: {
      answer: needed(text("The answer to the search query")),
      sources: needed({
        type: "list",
        item_type: "concept",
        item_concept_ref: "native.Document",
        description: "The source documents supporting the answer",
      }),
    },
  },
  "native.Anything": { description: "Anything" },
  "native.Composite": { description: "A named composition of contents" },
};
