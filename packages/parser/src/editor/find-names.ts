import type { MethodFile } from "../parse-method.ts";
import { createSourceText } from "../source/source-text.ts";
import type { Position } from "../source/source-text.ts";
import { indexNames } from "./name-index.ts";
import type { NameIndex, NameKind, Occurrence } from "./name-index.ts";
import { linkedSymbols } from "./linked-symbols.ts";

/** A stretch of a file. */
export interface Location {
  readonly file: string;
  readonly start: Position;
  /** Where the stretch ends; the character there is not part of it. */
  readonly end: Position;
}
/** A place where a name is written. */
export interface NameLocation extends Location {
  readonly kind: NameKind;
  readonly name: string;
  readonly is_declaration: boolean;
}

/** Where the name at a place is declared: a concept, a pipe, an input, or the step that stores a result. Empty where none is. */
export function definitionAt(files: readonly MethodFile[], path: string, offset: number): readonly NameLocation[] {
  const index = indexNames(files);
  const found = occurrenceAt(index, path, offset);
  if (found === undefined) return [];
  const declared = index.occurrences.filter((one) => one.symbol === found.symbol && one.is_declaration);
  return located(files, firstOfEachFile(declared, found.kind));
}

/** Everywhere that the name at a place is written, in the order of the files; of what is in memory, under that name in every pipe. */
export function referencesAt(files: readonly MethodFile[], path: string, offset: number): readonly NameLocation[] {
  const index = indexNames(files);
  const found = occurrenceAt(index, path, offset);
  return found === undefined ? [] : located(files, sameName(index, found));
}

/** The name at a place. A cursor behind its last character is at it too. */
export function occurrenceAt({ occurrences }: NameIndex, path: string, offset: number): Occurrence | undefined {
  const inFile = occurrences.filter(({ file }) => file === path);
  return (
    inFile.find(({ span }) => span.start <= offset && offset < span.end) ??
    inFile.find(({ span }) => span.start <= offset && offset === span.end)
  );
}

/** Every place of the same thing, each once, by file in the order given and by place. */
export function sameName(index: NameIndex, { kind, symbol }: Occurrence): readonly Occurrence[] {
  const symbols = kind === "name" ? linkedSymbols(index, symbol) : new Set([symbol]);
  const order = new Map(index.documents.map(({ file }, at) => [file, at]));
  return index.occurrences
    .filter((one) => one.kind === kind && symbols.has(one.symbol))
    .sort((left, right) => {
      const files = (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0);
      return files === 0 ? left.span.start - right.span.start : files;
    });
}

/** A table's name stands in the header of each of its tables; the first one declares it. */
function firstOfEachFile(occurrences: readonly Occurrence[], kind: NameKind): readonly Occurrence[] {
  if (kind === "name") return occurrences;
  return occurrences.filter((one, at) => occurrences.findIndex(({ file }) => file === one.file) === at);
}

function located(files: readonly MethodFile[], occurrences: readonly Occurrence[]): readonly NameLocation[] {
  const sources = new Map(files.map(({ path, text }) => [path, createSourceText(path, text)]));
  return occurrences.flatMap(({ kind, name, is_declaration, file, span }) => {
    const source = sources.get(file);
    if (source === undefined) return [];
    const [start, end] = [source.position(span.start), source.position(span.end)];
    return [{ kind, name, is_declaration, file, start, end }];
  });
}
