import { didYouMean } from "@perdure/crate";
import { FIELD_TYPE_ALIASES } from "../concepts/field-type-aliases.ts";
import { isSpelledAlike } from "./fix-rule.ts";
import type { FixContext, FixRule, PlannedFix } from "./fix-rule.ts";
import { isConceptCode, isSnakeName } from "../library/names.ts";
import type { FixValue } from "./suggested-fix.ts";
import type { TomlPlace } from "./toml-places.ts";

/** Writes the word that was meant. One that is only spelled otherwise, or another name of the same type, is certain. */
export const replaceWord: FixRule = (context) => {
  const { diagnostic } = context;
  const written = stringAt(context);
  if (written === undefined || diagnostic.suggestion === undefined) return undefined;
  const word = written.value;
  const isCertain =
    isSpelledAlike(word, diagnostic.suggestion) || FIELD_TYPE_ALIASES.get(word) === diagnostic.suggestion;
  return setValue(written.place, "replace-word", isCertain ? "safe" : "unsafe", diagnostic.suggestion);
};

/** Writes the name that was meant. One that is malformed where it is declared has been reported there, and is to be changed. */
export const replaceName: FixRule = (context) =>
  isSnakeName(context.diagnostic.suggestion ?? "") ? replaceWord(context) : undefined;

/** Writes the suggestion as the whole value. */
export const writeSuggestion =
  (fix_code: string, safety: PlannedFix["safety"]): FixRule =>
  (context) => {
    const place = context.places.valueAt(context.diagnostic.start.offset);
    const { suggestion } = context.diagnostic;
    return place === undefined || suggestion === undefined ? undefined : setValue(place, fix_code, safety, suggestion);
  };

/** Writes the name that was meant in place of one that names nothing; brackets and markers after it stay. */
export const replaceReference =
  (safety: PlannedFix["safety"]): FixRule =>
  (context) => {
    const { suggestion, params } = context.diagnostic;
    const { reference } = params;
    const written = stringAt(context);
    if (written === undefined || suggestion === undefined || typeof reference !== "string") return undefined;
    const code = suggestion.split(".").at(-1) ?? "";
    if (!isSnakeName(code) && !isConceptCode(code)) return undefined;
    const text = written.value.trim();
    if (!text.startsWith(reference) || /^[\w.]/u.test(text.slice(reference.length))) return undefined;
    return setValue(written.place, "rename-reference", safety, `${suggestion}${text.slice(reference.length)}`);
  };

/** Writes the segment of a path that was meant. */
export const replaceSegment: FixRule = (context) => {
  const { suggestion } = context.diagnostic;
  const written = stringAt(context);
  if (written === undefined || suggestion === undefined) return undefined;
  const path = withSegment(written.value, suggestion);
  return path === undefined ? undefined : setValue(written.place, "rename-path", "unsafe", path);
};

/** Changes the end of a slot: its brackets or its marker. */
export const rewriteSlot =
  (fix_code: string, safety: PlannedFix["safety"], rewrite: (slot: string) => string): FixRule =>
  (context) => {
    const written = stringAt(context);
    if (written === undefined) return undefined;
    const slot = rewrite(written.value.trim());
    return slot === written.value ? undefined : setValue(written.place, fix_code, safety, slot);
  };

/**
 * Makes the output of a sequence that of its last step, where no other pipe counts on what it promises; of another controller
 * somebody must say which side is right.
 */
export const matchOutput: FixRule = (context) => {
  const { diagnostic, bundle } = context;
  if (context.isCalled(diagnostic.params["pipe"])) return undefined;
  const written = stringAt(context);
  const type = written?.place.table.entries.get("type")?.value;
  if (written === undefined || diagnostic.suggestion === undefined || type?.kind !== "string") return undefined;
  if (type.value !== "PipeSequence" && type.value !== "PipeBatch") return undefined;
  const own = `${bundle.domain}.`;
  const given = diagnostic.suggestion.startsWith(own) ? diagnostic.suggestion.slice(own.length) : diagnostic.suggestion;
  const output = written.value.trim().endsWith("?") && !given.endsWith("]") ? `${given}?` : given;
  return type.value === "PipeSequence"
    ? setValue(written.place, "match-sequence-output", "safe", output)
    : setValue(written.place, "match-branch-output", "unsafe", output);
};

/** Takes the quotes off a number or a boolean that was written as a string. */
export const unquote: FixRule = (context) => {
  const { expected } = context.diagnostic.params;
  const written = stringAt(context);
  if (written === undefined || typeof expected !== "string") return undefined;
  const value = literal(written.value.trim(), expected);
  return value === undefined ? undefined : setValue(written.place, "unquote-value", "safe", value);
};

function literal(text: string, expected: string): FixValue | undefined {
  if (expected === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (expected === "integer" && /^-?(?:0|[1-9]\d{0,14})$/u.test(text)) return Number(text);
  if (expected === "number" && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/u.test(text)) return Number(text);
  return undefined;
}

/** The string that a diagnostic points at, or into. */
export function stringAt({
  diagnostic,
  places,
}: FixContext): { readonly place: TomlPlace; readonly value: string } | undefined {
  const place = places.valueAt(diagnostic.start.offset);
  return place?.entry.value.kind === "string" ? { place, value: place.entry.value.value } : undefined;
}

/** A path with the one segment replaced that the suggestion is near to. */
export function withSegment(path: string, suggestion: string): string | undefined {
  const segments = path.split(".");
  const near = segments.flatMap((segment, index) => (didYouMean(segment, [suggestion]) === suggestion ? [index] : []));
  return near.length === 1 ? segments.with(near[0] ?? 0, suggestion).join(".") : undefined;
}

/** Sets the value of an entry. */
function setValue(place: TomlPlace, fix_code: string, safety: PlannedFix["safety"], value: FixValue): PlannedFix {
  const { key } = place.entry;
  const shown = typeof value === "string" ? `'${value}'` : JSON.stringify(value);
  return {
    fix_code,
    description: `Set '${key}' to ${shown}`,
    safety,
    ops: [{ kind: "set_key", table_path: place.table_path, key, value }],
  };
}
