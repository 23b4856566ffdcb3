import type { InputSlot, OutputSlot } from "@perdure/crate";
import { readHints } from "../concepts/read-hints.ts";
import type { Contract, DeclaredPipe, Library } from "../library/library.ts";
import { checkNameStyle } from "../library/check-name-style.ts";
import { INERT_NAMES, isSnakeName, toSnakeName } from "../library/names.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { readSlot } from "./read-slot.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry, TomlString } from "../source/toml-tree.ts";

/** A slot whose text could not be read: it fits everywhere, so that one mistake is reported once. */
const UNKNOWN_INPUT: InputSlot = { concept: UNKNOWN_CONCEPT, multiplicity: "single", presence: "lift" };
const UNKNOWN_OUTPUT: OutputSlot = { concept: UNKNOWN_CONCEPT, multiplicity: "single", optional: false };

/** Reads what a pipe takes and gives. What cannot be told is reported and fits everywhere. */
export function readContract(library: Library, declared: DeclaredPipe): Contract {
  const { bundle, table } = declared;
  const { reporter } = bundle;
  const params = { pipe: declared.ref };
  // An empty table is one mistake, reported as such.
  if (table.entries.size === 0) return { inputs: {}, output: UNKNOWN_OUTPUT };
  fieldOf(reporter, table, "description", "string");
  if (!table.entries.has("description")) {
    reporter.report("pipe.description_missing", declared.entry.keySpan, { ...params, code: declared.code });
  }
  const inputs = new Map<string, InputSlot>();
  for (const entry of fieldOf(reporter, table, "inputs", "table")?.entries.values() ?? []) {
    const input = readInput(library, declared, entry);
    if (input !== undefined && !inputs.has(input[0])) inputs.set(...input);
  }
  return { inputs: Object.fromEntries(inputs), output: readOutput(library, declared) };
}

function readInput(library: Library, declared: DeclaredPipe, entry: TomlEntry): [string, InputSlot] | undefined {
  const { reporter } = declared.bundle;
  const name = entry.key;
  const params = { pipe: declared.ref, input: name };
  const root = name.split(".")[0] ?? "";
  if (entry.dotted && !isExpanded(entry)) {
    reporter.report("input.name_dotted", entry.keySpan, { says: "unquoted", ...params, name }, { severity: "error" });
    return [name, UNKNOWN_INPUT];
  }
  if (name.includes(".") && name.split(".").every(isSnakeName)) {
    reporter.report(
      "input.name_dotted",
      entry.keySpan,
      { says: "quoted", ...params, name, root },
      { suggestion: root },
    );
    if (entry.value.kind === "string") readSlot(library, declared, entry.value, "input");
    const isWhole = fieldOf(reporter, declared.table, "inputs", "table")?.entries.has(root) === true;
    return isWhole ? undefined : [root, UNKNOWN_INPUT];
  }
  if (!isSnakeName(name) || INERT_NAMES.has(name)) {
    const nearest = toSnakeName(name);
    const suggestion = isSnakeName(nearest) && nearest !== name ? nearest : undefined;
    const says = INERT_NAMES.has(name) ? "reserved" : "malformed";
    reporter.report("input.name_malformed", entry.keySpan, { says, ...params, name }, { suggestion });
  } else checkNameStyle(reporter, name, entry.keySpan);
  if (entry.value.kind === "table") {
    const table = readKeys(reporter, entry.value, ["concept", "hints"], `The input '${name}'`);
    const hints = readHints(reporter, table);
    const concept = fieldOf(reporter, table, "concept", "string");
    if (!table.entries.has("concept")) {
      reporter.report("input.concept_missing", entry.keySpan, { ...params, name });
    }
    const slot = concept === undefined ? UNKNOWN_INPUT : inputSlot(library, declared, concept);
    return [name, hints === undefined ? slot : { ...slot, hints }];
  }
  if (entry.value.kind !== "string") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "input",
      key: name,
      expected: "string",
      found: kindName(entry.value),
    });
    return [name, UNKNOWN_INPUT];
  }
  return [name, inputSlot(library, declared, entry.value)];
}

/** Whether dotted keys (`note.concept = …`) spell an input's own table, which is as good as `note = { concept = … }`. */
const isExpanded = ({ value }: TomlEntry): boolean =>
  value.kind === "table" && [...value.entries.keys()].every((key) => key === "concept" || key === "hints");

function inputSlot(library: Library, declared: DeclaredPipe, written: TomlString): InputSlot {
  return readSlot(library, declared, written, "input") ?? UNKNOWN_INPUT;
}

function readOutput(library: Library, declared: DeclaredPipe): OutputSlot {
  const { reporter } = declared.bundle;
  const params = { pipe: declared.ref };
  const written = fieldOf(reporter, declared.table, "output", "string");
  if (!declared.table.entries.has("output")) {
    reporter.report("pipe.output_missing", declared.entry.keySpan, { ...params, code: declared.code });
  }
  const slot = written === undefined ? undefined : readSlot(library, declared, written, "output");
  if (written === undefined || slot === undefined) return UNKNOWN_OUTPUT;
  if (slot.presence === "required") {
    const suggestion = written.value.replace("!", "");
    reporter.report("slot.marker", written.span, { says: "output", ...params }, { suggestion });
  }
  return { concept: slot.concept, multiplicity: slot.multiplicity, optional: slot.presence === "optional" };
}
