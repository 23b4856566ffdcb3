import { refines, resolvedFields, type Concept, type ConceptRef, type Json, type JsonObject } from "@perdure/crate";
import { isReadableUrl, localPathRefused } from "./files/file-reader.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;
const URL_MEMBERS = ["url", "public_url"];
const DEEPEST = 32;

/** Refuses a content whose images or documents, at any depth, name a place on this machine: `perdure.local_path_refused`. */
export function refuseLocalPaths(concepts: Concepts, ref: ConceptRef, content: Json): void {
  check(concepts, ref, content, 0);
}

function check(concepts: Concepts, ref: ConceptRef, content: Json, depth: number): void {
  if (typeof content !== "object" || content === null || Array.isArray(content) || depth > DEEPEST) return;
  const object = content as JsonObject;
  if (refines(concepts, ref, "native.Image") || refines(concepts, ref, "native.Document")) refuseUrls(object);
  for (const [name, field] of Object.entries(resolvedFields(concepts, ref) ?? {})) {
    const nested = field.concept ?? field.item_concept;
    if (nested === undefined) continue;
    const value = object[name] ?? null;
    for (const one of Array.isArray(value) ? (value as readonly Json[]) : [value])
      check(concepts, nested, one, depth + 1);
  }
}

function refuseUrls(content: JsonObject): void {
  for (const name of URL_MEMBERS) {
    const url = content[name] ?? null;
    if (url !== null && (typeof url !== "string" || !isReadableUrl(url))) throw localPathRefused();
  }
}
