import { isNativeCode } from "@perdure/crate";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { applyEdits } from "../fixes/text-edit.ts";
import { INERT_NAMES, isConceptCode, isSnakeName } from "../library/names.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile } from "../parse-method.ts";
import { occurrenceAt, referencesAt, sameName } from "./find-names.ts";
import type { Location } from "./find-names.ts";
import { indexNames } from "./name-index.ts";
import type { NameIndex, Occurrence } from "./name-index.ts";

/** A stretch of a file with what is to stand there instead. */
export interface LocatedEdit extends Location {
  readonly text: string;
}
/** The edits of a renaming, or why there are none. `breaks` has the problems that it would bring. */
export type Renaming =
  | { readonly ok: true; readonly edits: readonly LocatedEdit[] }
  | {
      readonly ok: false;
      readonly reason: "no_name" | "not_declared" | "malformed" | "taken" | "breaks";
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * Renames what is named at a place, everywhere in the files. It is refused where the new name is malformed or taken, or where the method
 * would have errors or warnings that it has not now.
 */
export function renameAt(files: readonly MethodFile[], path: string, offset: number, name: string): Renaming {
  const index = indexNames(files);
  const found = occurrenceAt(index, path, offset);
  if (found === undefined) return refused("no_name", "There is no name to change here.");
  const places = sameName(index, found);
  if (!places.some(({ is_declaration }) => is_declaration)) {
    return refused("not_declared", `'${found.name}' is not declared in the given files.`);
  }
  if (name === found.name) return { ok: true, edits: [] };
  if (!isWellFormed(found, name)) return refused("malformed", `'${name}' cannot be a name here: ${RULES[found.kind]}.`);
  if (isTaken(index, places, name)) return refused("taken", `'${name}' is the name of something else already.`);
  const edits = referencesAt(files, path, offset).map(({ file, start, end }) => ({ file, start, end, text: name }));
  const broken = newProblems(files, edits);
  if (broken.length > 0)
    return { ...refused("breaks", "The method would have problems that it has not now."), diagnostics: broken };
  return { ok: true, edits };
}

const RULES = {
  concept: "letters and digits, a capital first, and not the name of a native concept",
  pipe: "lowercase letters, digits and underscores, a letter first",
  name: "lowercase letters, digits and underscores, a letter first",
} as const;

const refused = (
  reason: Extract<Renaming, { ok: false }>["reason"],
  message: string,
): Extract<Renaming, { ok: false }> => ({
  ok: false,
  reason,
  message,
  diagnostics: [],
});

function isWellFormed({ kind }: Occurrence, name: string): boolean {
  if (kind === "concept") return isConceptCode(name) && !isNativeCode(name);
  return isSnakeName(name) && !INERT_NAMES.has(name);
}

function isTaken({ occurrences }: NameIndex, places: readonly Occurrence[], name: string): boolean {
  const renamed = new Set(places.map(({ symbol, name: old }) => symbol.slice(0, -old.length) + name));
  return occurrences.some(({ symbol }) => renamed.has(symbol));
}

/** What the edited files have more of than these, errors and warnings. */
function newProblems(files: readonly MethodFile[], edits: readonly LocatedEdit[]): readonly Diagnostic[] {
  const edited = files.map(({ path, text }) => {
    const own = edits.filter(({ file }) => file === path);
    return {
      path,
      text: applyEdits(
        text,
        own.map((edit) => ({ span: { start: edit.start.offset, end: edit.end.offset }, text: edit.text })),
      ),
    };
  });
  const known = new Map<string, number>();
  for (const { code } of problemsOf(files)) known.set(code, (known.get(code) ?? 0) + 1);
  return problemsOf(edited).filter(({ code }) => {
    const left = known.get(code) ?? 0;
    known.set(code, left - 1);
    return left <= 0;
  });
}

const problemsOf = (files: readonly MethodFile[]): readonly Diagnostic[] =>
  parseMethod(files).diagnostics.filter(({ severity }) => severity !== "note");
