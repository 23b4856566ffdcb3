import { isTextLike, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, FieldType, InputSlot, Json, JsonObject } from "@perdure/crate";
import type { ValidationProblem } from "@perdure/failures";
import { isIsoDate } from "../contents/iso-time.ts";
import { parseCsv } from "./parse-csv.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** The items of a table, as a caller would have written them, or what is wrong with it. */
export type TableItems =
  | { readonly ok: true; readonly items: readonly JsonObject[] }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] };

const FLAT: ReadonlySet<FieldType> = new Set(["text", "integer", "number", "boolean", "date"]);

/**
 * The path of a table that a caller gives for several structures, as `"orders.csv"` or `{ "url": "orders.csv" }`; undefined for
 * any other value.
 */
export function tablePath(concepts: Concepts, slot: InputSlot, value: Json): string | undefined {
  const fields = resolvedFields(concepts, slot.concept);
  const isStructure = fields !== undefined && !isTextLike(concepts, slot.concept);
  if (slot.multiplicity === "single" || !isStructure || slot.concept.startsWith("native.")) return undefined;
  const path = typeof value === "string" ? value : onlyUrl(value);
  return path !== undefined && /\.(?:csv|xlsx)$/iu.test(path) && !Object.hasOwn(fields, "url") ? path : undefined;
}

/** What is wrong with a table before it is read: its kind, where it is, or that a concept's items do not fit into rows. */
export function tableProblem(
  concepts: Concepts,
  name: string,
  slot: InputSlot,
  path: string,
): ValidationProblem | undefined {
  const nested = Object.entries(resolvedFields(concepts, slot.concept) ?? {}).find(
    ([, field]) => !FLAT.has(field.type),
  );
  const problem = (code: string, what: string) => ({ code, message: `'${name}' ${what}` });
  if (/\.xlsx$/iu.test(path)) return problem("input.file_type_unsupported", "is a workbook: save its sheet as .csv");
  if (/^[a-z][a-z0-9+.-]+:/iu.test(path) && !/^file:/iu.test(path)) {
    return problem("input.invalid", "is a table that is not a local file: fetch it first");
  }
  if (nested === undefined) return undefined;
  return problem(
    "input.invalid",
    `cannot be a table, because the field '${nested[0]}' of ${slot.concept} is no single value`,
  );
}

/** The items of a CSV text: a header of exactly the concept's fields, one item a row, an empty cell for no value. */
export function tableItems(concepts: Concepts, name: string, slot: InputSlot, text: string): TableItems {
  const [header, ...rows] = parseCsv(text) ?? [];
  const fields = resolvedFields(concepts, slot.concept) ?? {};
  if (header === undefined) return { ok: false, problems: [invalid(`'${name}' is no CSV with a header`)] };
  const wrongHeader = headerProblems(name, slot.concept, fields, header);
  if (wrongHeader.length > 0) return { ok: false, problems: wrongHeader };
  const problems: ValidationProblem[] = [];
  const items = rows.map((cells, index) => {
    const place = `'${name}', row ${index + 2}`;
    if (cells.length !== header.length) {
      problems.push(invalid(`${place}, has ${cells.length} cells, and the header ${header.length}`));
    }
    return Object.fromEntries(
      header.flatMap((column, position) => {
        const value = cellValue(fields[column] as Field, cells[position] ?? "");
        if (value !== undefined) return value === null ? [] : [[column, value] as const];
        problems.push(
          invalid(`${place}: the field '${column}' of ${slot.concept} should be ${(fields[column] as Field).type}`),
        );
        return [];
      }),
    );
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, items };
}

function headerProblems(
  name: string,
  concept: ConceptRef,
  fields: Readonly<Record<string, Field>>,
  header: readonly string[],
): readonly ValidationProblem[] {
  const twice = header.filter((column, index) => header.indexOf(column) !== index);
  const unknown = [...new Set(header)].filter((column) => !Object.hasOwn(fields, column));
  const missing = Object.entries(fields).filter(
    ([column, { required, default: fallback }]) => required && fallback === undefined && !header.includes(column),
  );
  return [
    ...unknown.map((column) => invalid(`'${name}' has the column '${column}', which is no field of ${concept}`)),
    ...twice.map((column) => invalid(`'${name}' has the column '${column}' more than once`)),
    ...missing.map(([column]) => invalid(`'${name}' lacks the column '${column}', which ${concept} requires`)),
  ];
}

/** A cell as its field has it: null where it is empty, undefined where it cannot be read so. */
function cellValue(field: Field, cell: string): Json | undefined {
  if (cell === "") return null;
  switch (field.type) {
    case "integer":
      return /^[+-]?\d{1,15}$/u.test(cell) ? Number(cell) : undefined;
    case "number":
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/iu.test(cell) ? finite(Number(cell)) : undefined;
    case "boolean":
      return BOOLEANS.get(cell.toLowerCase());
    case "date":
      return isIsoDate(cell) ? cell : undefined;
    default:
      return cell;
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  ["true", "1", "yes", "on", "false", "0", "no", "off"].map((word, index) => [word, index < 4]),
);

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

function onlyUrl(value: Json): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { url } = value as JsonObject;
  return typeof url === "string" && Object.keys(value).length === 1 ? url : undefined;
}

const invalid = (message: string): ValidationProblem => ({ code: "input.invalid", message });
