import { NATIVE_CONCEPTS } from "@perdure/crate";
import type { Bundle } from "../library/bundle.ts";
import type { MethodFile } from "../parse-method.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import { createSourceText } from "../source/source-text.ts";
import type { TomlTable, TomlValue } from "../source/toml-tree.ts";
import { cursorContext } from "./cursor-context.ts";
import type { CursorContext } from "./cursor-context.ts";
import type { Location } from "./find-names.ts";
import { KEY_MEANINGS } from "./key-meanings.ts";
import { keysOf } from "./known-keys.ts";
import { wordsOf } from "./known-words.ts";
import { indexNames, symbolOfName } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";
import type { Path } from "./places.ts";
import { stringRole } from "./string-role.ts";
import type { StringRole } from "./string-role.ts";
import { tableKind } from "./table-kind.ts";

/** Something that can be written at a place, in the stead of the stretch that its location is. */
export interface Completion extends Location {
  readonly kind: "table" | "key" | "pipe_type" | "word" | "concept" | "native" | "pipe" | "name";
  readonly label: string;
  /** What it means, where that is known: a sentence, or the slot of an input. */
  readonly detail?: string;
  /** What is written: the label, in quotes where they are not there yet. */
  readonly text: string;
}

type Offer = Pick<Completion, "kind" | "label" | "detail">;

/**
 * What can be written at a place: keys of the table at hand that are not there yet, types of pipes, words, concepts, pipes, and after `$`,
 * `@` or inside braces of a template the names that the pipe has. All of them: the editor filters by what is written.
 */
export function completionsAt(files: readonly MethodFile[], path: string, offset: number): readonly Completion[] {
  const file = files.find((one) => one.path === path);
  if (file === undefined || !(offset >= 0 && offset <= file.text.length)) return [];
  const context = cursorContext(file.text, offset);
  const index = indexNames(files);
  const at = index.documents.findIndex((document) => document.file === path);
  const [document, bundle] = [index.documents[at], index.library.bundles[at]];
  if (document === undefined || bundle === undefined) return [];
  const place = { index, bundle, root: document.root, context };
  const { offers, start } = offersAt(place, file.text, offset);
  const source = createSourceText(path, file.text);
  const location = { file: path, start: source.position(start), end: source.position(offset) };
  const quote = context.kind === "value" ? '"' : "";
  return offers.map((offer) => {
    const isBare = offer.kind === "word" && (offer.label === "true" || offer.label === "false");
    return { ...location, ...offer, text: isBare ? offer.label : `${quote}${offer.label}${quote}` };
  });
}

interface Place {
  readonly index: NameIndex;
  readonly bundle: Bundle;
  readonly root: TomlTable;
  readonly context: CursorContext;
}

function offersAt(
  place: Place,
  text: string,
  offset: number,
): { readonly offers: readonly Offer[]; readonly start: number } {
  const { context, root } = place;
  const { kind, path, start } = context;
  if (kind === "header") return { offers: tables(root), start };
  if (kind === "key") return { offers: keys(root, path), start };
  if (kind === "other") return { offers: [], start };
  const role = stringRole(path);
  if (role === "template" || role === "expression") {
    // Where no string has begun, nothing of a template can be written.
    const word = kind === "string" ? wordInTemplate(text.slice(start, offset), path) : undefined;
    return word === undefined ? { offers: [], start } : { offers: names(place), start: offset - word.length };
  }
  return { offers: role === undefined ? words(path, kind) : named(place, role), start };
}

/** The word that is being written where a template reads a name; undefined where it is plain text. */
function wordInTemplate(before: string, path: Path): string | undefined {
  const word = /[A-Za-z_]?\w*$/u.exec(before)?.[0] ?? "";
  const lead = before.slice(0, before.length - word.length);
  if (path.at(-1) === "expression") return lead.endsWith(".") ? undefined : word;
  if (/[$@]\??$/u.test(lead)) return word;
  const isInBraces =
    Math.max(lead.lastIndexOf("{{"), lead.lastIndexOf("{%")) > Math.max(lead.lastIndexOf("}}"), lead.lastIndexOf("%}"));
  return isInBraces && !lead.endsWith(".") ? word : undefined;
}

function tables(root: TomlTable): readonly Offer[] {
  const concepts = tableAt(root, ["concept"]);
  const structures = [...(concepts?.entries.values() ?? [])]
    .filter(({ value }) => value.kind === "table" && !value.entries.has("structure") && !value.entries.has("refines"))
    .map(({ key }) => `concept.${key}.structure`);
  return ["concept", "pipe", ...structures].map((label) => ({ kind: "table", label }));
}

function keys(root: TomlTable, path: Path): readonly Offer[] {
  const kind = tableKind(path);
  if (kind === undefined) return [];
  const written = tableAt(root, path);
  const meanings = KEY_MEANINGS[kind];
  return keysOf(kind, pipeTypeAt(root, path)).flatMap((key) => {
    if (written?.entries.has(key) === true) return [];
    const detail = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
    return [{ kind: "key" as const, label: key, ...(detail === undefined ? {} : { detail }) }];
  });
}

function words(path: Path, kind: "string" | "value"): readonly Offer[] {
  const table = tableKind(path.slice(0, -1));
  if (table === undefined) return [];
  const known = wordsOf(table, String(path.at(-1)));
  return known
    .filter((word) => kind === "value" || (word !== "true" && word !== "false"))
    .map((label) => ({ kind: "word", label }));
}

function named(place: Place, role: Exclude<StringRole, "template" | "expression">): readonly Offer[] {
  switch (role) {
    case "pipe_type":
      return PIPE_TYPES.map((label) => ({ kind: "pipe_type", label }));
    case "concept":
    case "slot":
      return concepts(place);
    case "pipe":
      return pipes(place);
    case "outcome":
      return [...pipes(place), { kind: "word", label: "fail" }, { kind: "word", label: "continue" }];
    case "path":
      return names(place);
    case "stored_name":
    case "model":
      return [];
  }
}

function concepts({ index, bundle }: Place): readonly Offer[] {
  const own = [...index.library.concepts.values()].map(({ ref, code, bundle: { namespace }, entry }): Offer => {
    const detail =
      entry.value.kind === "table" ? textOf(entry.value.entries.get("description")?.value) : textOf(entry.value);
    return {
      kind: "concept",
      label: namespace === bundle.namespace ? code : ref,
      ...(detail === undefined ? {} : { detail }),
    };
  });
  const natives = Object.entries(NATIVE_CONCEPTS).map(([ref, { description }]): Offer => ({
    kind: "native",
    label: ref.slice("native.".length),
    detail: description,
  }));
  return [...own, ...natives];
}

/** The pipes but the one that is being written: a pipe that calls itself is an error. */
function pipes({ index, bundle, context }: Place): readonly Offer[] {
  const self = `${bundle.namespace}.${String(context.path[1])}`;
  return [...index.library.pipes.values()].flatMap(({ ref, code, bundle: { namespace }, table }): readonly Offer[] => {
    if (ref === self && context.path[0] === "pipe") return [];
    const detail = textOf(table.entries.get("description")?.value);
    return [
      { kind: "pipe", label: namespace === bundle.namespace ? code : ref, ...(detail === undefined ? {} : { detail }) },
    ];
  });
}

/** The names that the pipe has in memory, each with its slot where it is an input. */
function names({ index, bundle, root, context }: Place): readonly Offer[] {
  const code = String(context.path[1]);
  const prefix = symbolOfName(`${bundle.namespace}.${code}`, "");
  const declared = index.occurrences.filter((one) => one.is_declaration && one.symbol.startsWith(prefix));
  const inputs = tableAt(root, ["pipe", code, "inputs"]);
  return [...new Set(declared.map(({ name }) => name))].map((label) => {
    const slot = inputs?.entries.get(label)?.value;
    const detail = slot?.kind === "table" ? textOf(slot.entries.get("concept")?.value) : textOf(slot);
    return { kind: "name", label, ...(detail === undefined ? {} : { detail }) };
  });
}

function tableAt(root: TomlTable, path: Path): TomlTable | undefined {
  let value: TomlValue | undefined = root;
  for (const segment of path) {
    if (typeof segment === "number") value = value?.kind === "array" ? value.items[segment] : undefined;
    else value = value?.kind === "table" ? value.entries.get(segment)?.value : undefined;
  }
  return value?.kind === "table" ? value : undefined;
}

function pipeTypeAt(root: TomlTable, [table, code]: Path): string | undefined {
  if (table !== "pipe" || typeof code !== "string") return undefined;
  return textOf(tableAt(root, ["pipe", code])?.entries.get("type")?.value);
}

const textOf = (value: TomlValue | undefined): string | undefined =>
  value?.kind === "string" ? value.value : undefined;
