import type { ConstructField } from "@perdure/crate";
import { isPathSegment, isSnakeName } from "../library/names.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readTemplateText } from "./read-template.ts";
import type { ReadTemplate } from "./read-template.ts";
import type { Span } from "../source/source-text.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";

/** A path that a construct takes a value from. */
interface LocatedPath {
  readonly path: string;
  readonly span: Span;
}
/** A construct with everything that it reads. */
export interface ReadConstruct {
  readonly fields: Readonly<Record<string, ConstructField>>;
  readonly paths: readonly LocatedPath[];
  readonly templates: readonly ReadTemplate[];
  /** Whether every field could be read. */
  readonly isWhole: boolean;
}

interface Reads {
  readonly paths: LocatedPath[];
  readonly templates: ReadTemplate[];
  isWhole: boolean;
}

/** Reads a construct: each field fixed, taken from a path, rendered, or a construct of its own. */
export function readConstruct(context: PipeContext, table: TomlTable, span: Span): ReadConstruct {
  const reads: Reads = { paths: [], templates: [], isWhole: true };
  const fields = readFields(context, table, span, reads);
  return { fields, ...reads };
}

function readFields(
  context: PipeContext,
  table: TomlTable,
  span: Span,
  reads: Reads,
): Readonly<Record<string, ConstructField>> {
  if (table.entries.size === 0) context.reporter.report("compose.construct_empty", span, {});
  const fields = [...table.entries.values()].flatMap((entry) => {
    const field = readField(context, entry, reads);
    reads.isWhole &&= field !== undefined;
    return field === undefined ? [] : [[entry.key, field] as const];
  });
  return Object.fromEntries(fields);
}

function readField(context: PipeContext, entry: TomlEntry, reads: Reads): ConstructField | undefined {
  const { reporter } = context;
  const { value } = entry;
  if (value.kind !== "table") return { kind: "fixed", value: tomlToJson(value) };
  const hasFrom = value.entries.has("from");
  if (!hasFrom && !value.entries.has("template")) {
    return { kind: "construct", fields: readFields(context, value, entry.keySpan, reads) };
  }
  const params = { field: entry.key };
  if (hasFrom && value.entries.has("template")) {
    reporter.report("compose.construct_field", entry.keySpan, { ...params, key: entry.key });
    return undefined;
  }
  if (!hasFrom) {
    const table = readKeys(reporter, value, ["template"], `The field '${entry.key}'`);
    const written = fieldOf(reporter, table, "template", "string");
    if (written === undefined) return undefined;
    const template = readTemplateText(context, written, "basic");
    reads.templates.push(template);
    return { kind: "template", template: template.source };
  }
  const table = readKeys(reporter, value, ["from", "list_to_dict_keyed_by"], `The field '${entry.key}'`);
  const from = fieldOf(reporter, table, "from", "string");
  const keyed_by = fieldOf(reporter, table, "list_to_dict_keyed_by", "string");
  if (from === undefined) return undefined;
  if (!isPath(from.value)) {
    reporter.report("path.malformed", from.span, { says: "path", path: from.value });
    return undefined;
  }
  if (keyed_by !== undefined && !isPathSegment(keyed_by.value)) {
    reporter.report("path.malformed", keyed_by.span, { says: "field", path: keyed_by.value });
  }
  reads.paths.push({ path: from.value, span: from.span });
  return { kind: "from", path: from.value, ...(keyed_by === undefined ? {} : { keyed_by: keyed_by.value }) };
}

/** Whether a text is a path: a name, then fields, joined by dots. */
export function isPath(path: string): boolean {
  const [root = "", ...segments] = path.split(".");
  return isSnakeName(root) && segments.every(isPathSegment);
}
