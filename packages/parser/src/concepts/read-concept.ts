import type { Concept, Field } from "@perdure/crate";
import { namedConcept } from "./named-concept.ts";
import { readHints } from "./read-hints.ts";
import { readField } from "./read-field.ts";
import type { DeclaredConcept, Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

export const CONCEPT_KEYS = ["description", "structure", "refines", "hints"] as const;
/** Older names and common slips. */
export const RENAMED_CONCEPT_KEYS = { definition: "description", extends: "refines", fields: "structure" } as const;

/** Reads a declared concept: a description, or a table with a structure or a refined concept. Undefined when it is neither. */
export function readConcept(library: Library, declared: DeclaredConcept): Concept | undefined {
  const { bundle, entry } = declared;
  const { reporter } = bundle;
  if (entry.value.kind === "string") return { description: entry.value.value };
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "concept",
      key: declared.code,
      expected: "table",
      found: kindName(entry.value),
    });
    return undefined;
  }
  const owner = `The concept '${declared.code}'`;
  const table = readKeys(reporter, entry.value, CONCEPT_KEYS, owner, RENAMED_CONCEPT_KEYS);
  const hints = readHints(reporter, table);
  const description = fieldOf(reporter, table, "description", "string");
  if (!table.entries.has("description")) {
    reporter.report("concept.description_missing", entry.keySpan, { concept: declared.code, owner });
  }
  const refines = fieldOf(reporter, table, "refines", "string");
  const structure = table.entries.get("structure");
  if (table.entries.has("refines") && structure !== undefined) {
    reporter.report("concept.refines_and_structure", structure.keySpan, { concept: declared.code, owner });
  }
  const concept = { description: description?.value ?? "", ...(hints === undefined ? {} : { hints }) };
  if (refines !== undefined) {
    return { ...concept, refines: namedConcept(library, bundle, refines.value, refines.span) };
  }
  // What it would have refined has been reported, and is not known.
  if (table.entries.has("refines")) return { ...concept, refines: UNKNOWN_CONCEPT };
  const fields = structure === undefined ? undefined : readStructure(library, declared, table);
  return fields === undefined ? concept : { ...concept, fields };
}

function readStructure(
  library: Library,
  declared: DeclaredConcept,
  table: TomlTable,
): Readonly<Record<string, Field>> | undefined {
  const { reporter } = declared.bundle;
  const structure = table.entries.get("structure");
  if (structure?.value.kind === "string") {
    reporter.report("concept.structure_is_text", structure.value.span, { concept: declared.code });
    return undefined;
  }
  const fields = fieldOf(reporter, table, "structure", "table");
  if (fields === undefined) return undefined;
  const read = [...fields.entries.values()].flatMap((entry) => {
    const field = readField(library, declared.bundle, entry);
    return field === undefined ? [] : [[entry.key, field] as const];
  });
  return Object.fromEntries(read);
}
