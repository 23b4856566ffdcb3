import type { Concept, ConceptRef, Json, JsonObject } from "@perdure/crate";
import type { TemplateValue } from "@perdure/templates";
import { shapeOf } from "./shape-of.ts";
import { isStoredList } from "../contents/stored-content.ts";
import type { Stuff } from "../memory/values.ts";

/** A stuff with its content at hand. */
export interface LoadedStuff {
  readonly stuff: Stuff;
  readonly content: Json;
}

/** What a template sees: the loaded stuffs by the name they are asked for, then run parameters, then extra context; later ones win. */
export function templateContext(
  concepts: Readonly<Record<ConceptRef, Concept>>,
  stuffs: Readonly<Record<string, LoadedStuff>>,
  parameters: JsonObject,
  extraContext: JsonObject = {},
): Readonly<Record<string, TemplateValue>> {
  const context: Record<string, TemplateValue> = {};
  for (const [name, { stuff, content }] of Object.entries(stuffs)) {
    context[name] = {
      kind: "stuff",
      name,
      concept: stuff.concept,
      stuff_code: stuff.code,
      content,
      shape: shapeOf(concepts, stuff.concept, isStoredList(stuff.value) ? "many" : "single"),
    };
  }
  for (const [name, value] of Object.entries({ ...parameters, ...extraContext })) {
    context[name] = { kind: "plain", value };
  }
  return context;
}
