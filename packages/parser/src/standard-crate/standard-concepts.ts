import type { ConceptRef, Hints, Json } from "@perdure/crate";
import type { StandardConcept, StandardField } from "@perdure/crate/standard";
import type { DeclaredConcept, Library } from "../library/library.ts";
import { CONCEPT_KEYS, RENAMED_CONCEPT_KEYS } from "../concepts/read-concept.ts";
import { FIELD_KEYS, RENAMED_FIELD_KEYS } from "../concepts/read-field.ts";
import { adoptKeys } from "../source/toml-fields.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import type { TomlEntry, TomlTable, TomlValue } from "../source/toml-tree.ts";

/**
 * A concept in the standard's normal form: a refinement over a structure of the library is that structure, hints of its bases are its
 * own, and one over a native says so itself, however many concepts are between.
 */
export function standardConcept(library: Library, declared: DeclaredConcept): StandardConcept {
  const { concept } = declared;
  const chain = [...basesOf(library, declared)];
  const last = chain.at(-1) ?? declared;
  // The nearest comes last, so that it counts.
  const hints = [...chain].reverse().reduce<Hints>((far, base) => ({ ...far, ...base.concept?.hints }), {});
  const effective = { ...hints, ...concept?.hints };
  const structure = standardStructure(last);
  const refines = structure === undefined ? (last.concept?.refines ?? chain.at(-1)?.ref) : undefined;
  return {
    description: concept?.description ?? "",
    ...(structure === undefined ? {} : { structure }),
    ...(refines === undefined ? {} : { refines }),
    ...(Object.keys(effective).length === 0 ? {} : { hints: effective }),
  };
}

/** The concepts of the library that a concept refines, the nearest first. */
function* basesOf(library: Library, declared: DeclaredConcept): Generator<DeclaredConcept> {
  const seen = new Set<ConceptRef>();
  for (let ref = declared.concept?.refines; ref !== undefined && !seen.has(ref);) {
    seen.add(ref);
    const base = library.concepts.get(ref);
    if (base === undefined) return;
    yield base;
    ref = base.concept?.refines;
  }
}

function standardStructure({ concept, entry }: DeclaredConcept): StandardConcept["structure"] {
  const written = entry.value.kind === "table" ? tableAt(entry.value, "structure") : undefined;
  if (concept?.fields === undefined || written === undefined) return undefined;
  const fields = [...written.entries.values()].map((field) => [
    field.key,
    standardField(concept.fields?.[field.key], field),
  ]);
  return Object.fromEntries(fields) as StandardConcept["structure"];
}

type ReadField = NonNullable<NonNullable<DeclaredConcept["concept"]>["fields"]>[string];

function standardField(read: ReadField | undefined, { value }: TomlEntry): StandardField {
  if (value.kind !== "table") return { description: tomlToJson(value) as string, type: "text", required: true };
  const table = adoptKeys(value, FIELD_KEYS, RENAMED_FIELD_KEYS);
  const full = { concept_ref: read?.concept, item_concept_ref: read?.item_concept };
  const members = FIELD_KEYS.flatMap((key): readonly (readonly [string, Json])[] => {
    const written = table.entries.get(key)?.value;
    if (key === "required") return [[key, read?.required ?? false]];
    if (key === "type" && written !== undefined) return [[key, read?.type ?? tomlToJson(written)]];
    if (written === undefined || isEmpty(written)) return [];
    const ref = key === "concept_ref" || key === "item_concept_ref" ? full[key] : undefined;
    return [[key, ref ?? tomlToJson(written)]];
  });
  return Object.fromEntries(members);
}

const isEmpty = (value: TomlValue): boolean => value.kind === "table" && value.entries.size === 0;

const tableAt = (table: TomlTable, key: string): TomlTable | undefined => {
  const value = adoptKeys(table, CONCEPT_KEYS, RENAMED_CONCEPT_KEYS).entries.get(key)?.value;
  return value?.kind === "table" ? value : undefined;
};
