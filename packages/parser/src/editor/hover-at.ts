import { NATIVE_CONCEPTS, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, PipeRef } from "@perdure/crate";
import { readConcept } from "../concepts/read-concept.ts";
import { conceptsOf } from "../library/library.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";
import type { MethodFile } from "../parse-method.ts";
import { createSourceText } from "../source/source-text.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlValue } from "../source/toml-tree.ts";
import { occurrenceAt } from "./find-names.ts";
import type { Location } from "./find-names.ts";
import { KEY_MEANINGS } from "./key-meanings.ts";
import { indexNames } from "./name-index.ts";
import type { NameIndex, Occurrence } from "./name-index.ts";
import { placesOf } from "./places.ts";
import { stringRole } from "./string-role.ts";
import { tableKind } from "./table-kind.ts";

/** What is known of something in a method. */
export type Subject =
  | {
      readonly kind: "concept";
      readonly ref: ConceptRef;
      readonly is_native: boolean;
      readonly description: string;
      readonly refines?: ConceptRef;
      /** Its own fields, or those of what it refines. */
      readonly fields?: Readonly<Record<string, Field>>;
    }
  | {
      readonly kind: "pipe";
      readonly ref: PipeRef;
      /** Absent for a signature. */
      readonly type?: string;
      readonly description: string;
      /** Each input with its slot as it is written. */
      readonly inputs: Readonly<Record<string, string>>;
      readonly output?: string;
    }
  /** A name in the memory of a pipe. `slot` is there for an input. */
  | { readonly kind: "name"; readonly name: string; readonly pipe: PipeRef; readonly slot?: string }
  | { readonly kind: "model"; readonly reference: string; readonly form: "handle" | "preset" | "alias" | "waterfall" }
  | { readonly kind: "key"; readonly key: string; readonly meaning: string };

/** What is known of what stands at a place, and where it stands. */
export interface Hover extends Location {
  readonly subject: Subject;
}

/** What is known of what stands at a place: a concept, a pipe, a name in memory, a model or a key. Undefined where it is nothing. */
export function hoverAt(files: readonly MethodFile[], path: string, offset: number): Hover | undefined {
  const file = files.find((one) => one.path === path);
  if (file === undefined) return undefined;
  const index = indexNames(files);
  const occurrence = occurrenceAt(index, path, offset);
  const subject = occurrence === undefined ? undefined : subjectOf(index.library, occurrence);
  const found =
    occurrence !== undefined && subject !== undefined
      ? { span: occurrence.span, subject }
      : wordAt(index, path, offset);
  if (found === undefined) return undefined;
  const source = createSourceText(path, file.text);
  return {
    file: path,
    start: source.position(found.span.start),
    end: source.position(found.span.end),
    subject: found.subject,
  };
}

function subjectOf(library: Library, { kind, symbol, name }: Occurrence): Subject | undefined {
  if (kind === "concept") return conceptSubject(library, symbol);
  if (kind === "pipe") {
    const declared = library.pipes.get(symbol);
    return declared === undefined ? undefined : pipeSubject(declared);
  }
  const pipe = symbol.slice(0, -name.length - 1);
  const declared = library.pipes.get(pipe);
  const slots = declared === undefined ? {} : slotsOf(declared);
  const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
  return { kind: "name", name, pipe, ...(slot === undefined ? {} : { slot }) };
}

/** What is known of a concept; undefined where nobody declares it. */
function conceptSubject(library: Library, ref: ConceptRef): Subject | undefined {
  const concepts = { ...NATIVE_CONCEPTS, ...readConcepts(library) };
  const concept = Object.hasOwn(concepts, ref) ? concepts[ref] : undefined;
  if (concept === undefined) return undefined;
  const fields = resolvedFields(concepts, ref);
  return {
    kind: "concept",
    ref,
    is_native: Object.hasOwn(NATIVE_CONCEPTS, ref),
    description: concept.description,
    ...(concept.refines === undefined ? {} : { refines: concept.refines }),
    ...(fields === undefined ? {} : { fields }),
  };
}

function readConcepts(library: Library): Readonly<Record<ConceptRef, Concept>> {
  for (const declared of library.concepts.values()) {
    const concept = readConcept(library, declared);
    if (concept !== undefined) declared.concept = concept;
  }
  return conceptsOf(library);
}

/** What is known of a pipe, as it is written. */
function pipeSubject(declared: DeclaredPipe): Subject {
  const text = (key: string): string | undefined => textOf(declared.table.entries.get(key)?.value);
  const [type, output] = [text("type"), text("output")];
  return {
    kind: "pipe",
    ref: declared.ref,
    ...(type === undefined ? {} : { type }),
    description: text("description") ?? "",
    inputs: slotsOf(declared),
    ...(output === undefined ? {} : { output }),
  };
}

/** The inputs of a pipe with their slots as they are written. */
function slotsOf({ table }: DeclaredPipe): Readonly<Record<string, string>> {
  const inputs = table.entries.get("inputs")?.value;
  if (inputs?.kind !== "table") return {};
  const slots = [...inputs.entries.values()].flatMap(({ key, value }) => {
    const slot = value.kind === "table" ? textOf(value.entries.get("concept")?.value) : textOf(value);
    return slot === undefined ? [] : [[key, slot] as const];
  });
  return Object.fromEntries(slots);
}

const textOf = (value: TomlValue | undefined): string | undefined =>
  value?.kind === "string" ? value.value : undefined;

const FORMS = { $: "preset", "@": "alias", "~": "waterfall" } as const;

function wordAt(index: NameIndex, path: string, offset: number): { span: Span; subject: Subject } | undefined {
  const document = index.documents.find(({ file }) => file === path);
  if (document === undefined) return undefined;
  const isAt = ({ span }: { readonly span: Span }): boolean => span.start <= offset && offset < span.end;
  const places = placesOf(document.program);
  const string = places.strings.find(isAt);
  if (string !== undefined && stringRole(string.path) === "model") {
    const mark = string.value.charAt(0);
    const form = mark === "$" || mark === "@" || mark === "~" ? FORMS[mark] : "handle";
    return { span: string.span, subject: { kind: "model", reference: string.value, form } };
  }
  const key = places.keys.find(isAt);
  if (key === undefined) return undefined;
  const name = String(key.path.at(-1));
  const kind = tableKind(key.path.slice(0, -1));
  const meanings = kind === undefined ? {} : KEY_MEANINGS[kind];
  const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  return meaning === undefined ? undefined : { span: key.span, subject: { kind: "key", key: name, meaning } };
}
