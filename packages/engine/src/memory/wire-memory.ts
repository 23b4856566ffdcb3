import { conceptLineage, findConcept } from "@perdure/crate";
import type { Concept, ConceptRef, Json, JsonObject } from "@perdure/crate";
import type { ContentStore } from "../contents/content-store.ts";
import { isStoredList, loadContent } from "../contents/stored-content.ts";
import type { Stuff, WorkingMemory } from "./values.ts";

/** The standard's serialised form of a memory: every value with its concept and its content, which is loaded; a list as `{ items }`. */
export async function wireMemory(
  memory: WorkingMemory,
  contents: ContentStore,
  concepts: Readonly<Record<ConceptRef, Concept>>,
): Promise<JsonObject> {
  const root: Record<string, Json> = {};
  for (const [name, stuff] of Object.entries(memory.root)) {
    root[name] = {
      stuff_code: stuff.code,
      stuff_name: stuff.name,
      concept: wireConcept(concepts, stuff.concept),
      content: await wireContent(stuff, contents),
    };
  }
  return { root, aliases: memory.aliases, absences: memory.absences as unknown as JsonObject };
}

/** A stuff's content as the standard writes it: a list is `{ items }`. */
export async function wireContent(stuff: Stuff, contents: ContentStore): Promise<Json> {
  const content = await loadContent(stuff.value, contents);
  return isStoredList(stuff.value) ? wireList(content) : content;
}

function wireList(content: Json): Json {
  if (!Array.isArray(content)) return content;
  return { items: (content as readonly Json[]).map(wireList) };
}

function wireConcept(concepts: Readonly<Record<ConceptRef, Concept>>, ref: ConceptRef): JsonObject {
  const concept = findConcept(concepts, ref);
  const [domain = "", code = ""] = splitRef(ref);
  const parent = concept?.refines ?? (conceptLineage(concepts, ref).length > 1 ? "native.Text" : undefined);
  return {
    code,
    domain_code: domain,
    description: concept?.description ?? "",
    structure_class_name: domain === "native" ? `${code}Content` : `${domain.replaceAll(/\W+/gu, "_")}__${code}`,
    refines: parent ?? null,
  };
}

function splitRef(ref: ConceptRef): readonly string[] {
  const dot = ref.lastIndexOf(".");
  return [ref.slice(0, dot), ref.slice(dot + 1)];
}
