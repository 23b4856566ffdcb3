import type { ConceptRef, PipeRef } from "@perdure/crate";
import { createDocumentLibrary } from "./document-library.ts";
import type { Document } from "./document.ts";
import { readDocument } from "./document.ts";
import type { Library } from "../library/library.ts";
import type { Bundle } from "../library/bundle.ts";
import { parseReference } from "../library/reference.ts";
import { resolveConcept, UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { resolvePipe } from "../library/resolve-pipe.ts";
import type { MethodFile } from "../parse-method.ts";
import { parseSlot } from "../pipes/slot.ts";
import type { Span } from "../source/source-text.ts";
import { stringOffsets } from "../source/string-offsets.ts";
import type { StringOffsets } from "../source/string-offsets.ts";
import { placesOf } from "./places.ts";
import type { Places, StringPlace } from "./places.ts";
import { stringRole } from "./string-role.ts";
import { templateNames } from "./template-names.ts";

/** What a name stands for: a concept, a pipe, or what a pipe has in memory under a name, an input or a result. */
export type NameKind = "concept" | "pipe" | "name";
/** A place where a name is written. The span is that of the name alone, without its domain, its brackets or its fields. */
export interface Occurrence {
  readonly kind: NameKind;
  /** The full name of a concept or a pipe; of a name in memory, that of its pipe, then `#` and the name. */
  readonly symbol: string;
  readonly name: string;
  readonly file: string;
  readonly span: Span;
  readonly is_declaration: boolean;
}
/** A call of a pipe by another: what has the same name in both is the same value. */
interface Call {
  readonly from: PipeRef;
  readonly to: PipeRef;
}
/** Every name of some files. */
export interface NameIndex {
  readonly documents: readonly Document[];
  readonly library: Library;
  readonly occurrences: readonly Occurrence[];
  readonly calls: readonly Call[];
}

/** The files that were asked of last, with their names: an editor asks many things of one text before it changes. */
let last: { readonly files: readonly MethodFile[]; readonly index: NameIndex } | undefined;

/** Finds the names in some files. Never throws: what cannot be read has no names. Of the same files as last time it has them at hand. */
export function indexNames(files: readonly MethodFile[]): NameIndex {
  if (last === undefined || !areSame(last.files, files)) {
    last = { files: files.map(({ path, text }) => ({ path, text })), index: createIndex(files) };
  }
  return last.index;
}

const areSame = (known: readonly MethodFile[], files: readonly MethodFile[]): boolean =>
  known.length === files.length &&
  known.every(({ path, text }, at) => files[at]?.path === path && files[at].text === text);

function createIndex(files: readonly MethodFile[]): NameIndex {
  const documents = files.map(readDocument);
  const { library, bundles } = createDocumentLibrary(documents);
  const index = { documents, library, occurrences: [] as Occurrence[], calls: [] as Call[] };
  for (const [at, document] of documents.entries()) {
    const bundle = bundles[at];
    if (bundle !== undefined) indexDocument(index, bundle, document);
  }
  return index;
}

interface OpenIndex extends NameIndex {
  readonly occurrences: Occurrence[];
  readonly calls: Call[];
}

function indexDocument(index: OpenIndex, bundle: Bundle, document: Document): void {
  const places = placesOf(document.program);
  const add = (kind: NameKind, symbol: string, name: string, span: Span, is_declaration: boolean): void => {
    index.occurrences.push({ kind, symbol, name, file: document.file, span, is_declaration });
  };
  for (const { path, span } of places.keys) {
    const [table, code, key, input] = path;
    const name = String(path.at(-1));
    const ref = `${bundle.namespace}.${String(code)}`;
    if (path.length === 2 && (table === "concept" || table === "pipe")) add(table, ref, name, span, true);
    if (path.length === 4 && table === "pipe" && key === "inputs" && input !== undefined) {
      add("name", symbolOfName(ref, name), name, span, true);
    }
  }
  const names = namesOfPipes(places);
  for (const place of places.strings) {
    const role = stringRole(place.path);
    const pipe = `${bundle.namespace}.${String(place.path[1])}`;
    const part = stretchesOf(document.text, place);
    if (role === "concept" || role === "slot") {
      const found = conceptIn(index.library, bundle, place, role);
      const span = found === undefined ? undefined : part(found.start, found.code.length);
      if (found !== undefined && span !== undefined) add("concept", found.ref, found.code, span, false);
    } else if (role === "pipe" || role === "outcome") {
      const found = pipeIn(index.library, bundle, place, role);
      if (found === undefined) continue;
      const span = part(found.start, found.code.length);
      if (span !== undefined) add("pipe", found.ref, found.code, span, false);
      if (place.path.length > 1) index.calls.push({ from: pipe, to: found.ref });
    } else if (role === "stored_name" || role === "path") {
      const root = place.value.split(".")[0] ?? "";
      const span = root === "" ? undefined : part(0, root.length);
      if (span !== undefined) add("name", symbolOfName(pipe, root), root, span, role === "stored_name");
    } else if (role === "template" || role === "expression") {
      for (const { root, start } of templateNames(place, role, names.get(String(place.path[1])) ?? [])) {
        const span = part(start, root.length);
        if (span !== undefined) add("name", symbolOfName(pipe, root), root, span, false);
      }
    }
  }
}

/** The symbol of a name that a pipe has in memory. */
export const symbolOfName = (pipe: PipeRef, name: string): string => `${pipe}#${name}`;

/** The names that each pipe of a document has in memory, by the code of the pipe. */
function namesOfPipes({ keys, strings }: Places): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (code: string, name: string): void => {
    const known = names.get(code);
    if (known === undefined) names.set(code, [name]);
    else known.push(name);
  };
  for (const { path } of keys) {
    if (path.length === 4 && path[0] === "pipe" && path[2] === "inputs") add(String(path[1]), String(path[3]));
  }
  for (const { path, value } of strings) if (stringRole(path) === "stored_name") add(String(path[1]), value);
  return names;
}

interface Named {
  readonly ref: string;
  readonly code: string;
  /** Where the code starts in the string. */
  readonly start: number;
}

function conceptIn(
  library: Library,
  bundle: Bundle,
  { value, span }: StringPlace,
  role: "concept" | "slot",
): (Named & { readonly ref: ConceptRef }) | undefined {
  const slot = role === "slot" ? parseSlot(value) : undefined;
  const written = slot === undefined ? value : typeof slot === "string" ? undefined : slot.concept;
  const reference = written === undefined ? undefined : parseReference(written, "concept");
  if (written === undefined || reference === undefined) return undefined;
  const ref = resolveConcept(library, bundle, written, span);
  if (ref === UNKNOWN_CONCEPT && reference.code !== "Anything") return undefined;
  return { ref, code: reference.code, start: value.indexOf(written) + written.length - reference.code.length };
}

function pipeIn(
  library: Library,
  bundle: Bundle,
  { value, span }: StringPlace,
  role: "pipe" | "outcome",
): (Named & { readonly ref: PipeRef }) | undefined {
  if (role === "outcome" && (value === "fail" || value === "continue")) return undefined;
  const reference = parseReference(value, "pipe");
  const ref = reference === undefined ? undefined : resolvePipe(library, bundle, value, span);
  if (reference === undefined || ref === undefined) return undefined;
  return { ref, code: reference.code, start: value.length - reference.code.length };
}

/** Maps stretches of a string to those of the file that they are written in; undefined where escapes stand between them. */
function stretchesOf(text: string, { value, span }: StringPlace): (start: number, length: number) => Span | undefined {
  // Asked for only where a name was found, and then once for all names of the string.
  let offsets: StringOffsets | undefined;
  return (start, length) => {
    offsets ??= stringOffsets(text, span);
    const first = offsets.at(start);
    if (first === undefined) return undefined;
    const end = first + length;
    return text.slice(first, end) === value.slice(start, start + length) ? { start: first, end } : undefined;
  };
}
