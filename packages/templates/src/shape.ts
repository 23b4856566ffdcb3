/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** The kinds of shape that have no parts of their own. */
export type SimpleShapeKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "date"
  | "time"
  | "datetime"
  | "json"
  | "image"
  | "document"
  | "html"
  | "any";

/**
 * The declared type of a content, which decides how it prints. At the top of a stuff, `text` and its like mean the wrapped
 * object (`{ text }`); inside a field they mean the bare scalar. Both are told apart by the content itself.
 */
export type Shape =
  | { readonly kind: SimpleShapeKind }
  | { readonly kind: "structured"; readonly fields: { readonly [name: string]: Shape } }
  | { readonly kind: "list"; readonly item: Shape; readonly all_native_text?: boolean }
  | { readonly kind: "dict"; readonly value: Shape };

/** A value that a template may read: a stuff with its declared shape, or a plain value such as a run parameter. */
export type TemplateValue =
  | {
      readonly kind: "stuff";
      readonly name: string;
      readonly concept: string;
      readonly stuff_code?: string;
      readonly content: Json;
      readonly shape: Shape;
    }
  | { readonly kind: "plain"; readonly value: Json };

/** What a template is for: it decides escaping, newline trimming and which MTHDS filters exist. */
export type TemplateCategory =
  | "basic"
  | "expression"
  | "html"
  | "markdown"
  | "mermaid"
  | "llm_prompt"
  | "img_gen_prompt";

/** How `@name` wraps a value. */
export type TagStyle = "xml" | "square_brackets" | "ticks" | "no_tag";

/** How a content is turned into text. */
export type TextFormat = "plain" | "markdown" | "html" | "json";

/**
 * Where images and documents go when a prompt can carry them: each call returns the text to print in their place.
 * Numbering, and giving one number to equal URLs, is the sink's work. `path` is the place in the context, `pages[0].view`.
 */
export interface ImageSink {
  image(value: JsonObject, path: string): string;
  document(value: JsonObject, path: string): string;
}

/** The shape of what has no declared type. */
export const ANY_SHAPE: Shape = { kind: "any" };
