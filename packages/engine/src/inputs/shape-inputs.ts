import { didYouMean } from "@perdure/crate";
import type { Crate, InputSlot, Json, JsonObject, PipeRef } from "@perdure/crate";
import { createFailure, isFailureCode, isFailureError } from "@perdure/failures";
import type { ValidationProblem } from "@perdure/failures";
import type { ContentStore } from "../contents/content-store.ts";
import { emptyMemory, putStuff } from "../memory/working-memory.ts";
import type { InlineLimits } from "../contract/run-job.ts";
import { shapeValue } from "./shape-value.ts";
import type { ShapedValue } from "./shape-value.ts";
import { storeReferencedFiles } from "./store-referenced-files.ts";
import type { LocalFile } from "./store-referenced-files.ts";
import { storeContent } from "../contents/stored-content.ts";
import { tableItems, tablePath, tableProblem } from "./table-input.ts";
import type { WorkingMemory } from "../memory/values.ts";

declare const TextDecoder: {
  new (label: string, options: { fatal: boolean }): { decode(bytes: Uint8Array): string };
};

export type { LocalFile } from "./store-referenced-files.ts";

/** A caller's inputs by name, and what is needed to make a memory of them. */
export interface ShapeInputsRequest {
  readonly inputs: JsonObject;
  readonly crate: Crate;
  readonly entry: PipeRef;
  readonly contents: ContentStore;
  readonly limits: InlineLimits;
  /** Reads a caller's path. Rejects with a FailureError `input.file_unreadable`. */
  readonly readLocalFile: (path: string) => Promise<LocalFile>;
}

/** Everything that is wrong with a caller's inputs, without reading a file, a table included, or storing anything. */
export function inputProblems({
  inputs,
  crate,
  entry,
}: Pick<ShapeInputsRequest, "inputs" | "crate" | "entry">): readonly ValidationProblem[] {
  const declared = declaredInputs(crate, entry);
  return [
    ...unknownNames(inputs, declared),
    ...missingNames(inputs, declared),
    ...shapedInputs(inputs, { crate, entry }).flatMap(({ shaped }) => (shaped.ok ? [] : shaped.problems)),
  ];
}

/**
 * Makes the memory that a run starts with: each input shaped by its declared concept, local files and `data:` URLs read once and
 * stored by content. Rejects with one FailureError that lists every problem; nothing is stored unless all inputs fit.
 */
export async function shapeInputs(request: ShapeInputsRequest): Promise<WorkingMemory> {
  const { crate, entry, contents, limits } = request;
  refuse(inputProblems(request));
  const places = { contents, readLocalFile: readOnce(request.readLocalFile) };
  const inputs = await readTables(request, places.readLocalFile);
  refuse(inputProblems({ inputs, crate, entry }));
  let memory = emptyMemory;
  for (const { name, shaped } of shapedInputs(inputs, request)) {
    if (!shaped.ok) continue;
    const content = await storeReferencedFiles(crate.concepts, shaped.concept, shaped.content, places).catch(
      sayWhose(name),
    );
    const value = await storeContent(content, shaped.concept, { contents, limits });
    memory = putStuff(memory, { code: `input/${name}`, name, concept: shaped.concept, value });
  }
  return withAbsences(memory, inputs, declaredInputs(crate, entry));
}

function refuse(problems: readonly ValidationProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw createFailure(isFailureCode(first.code) ? first.code : "input.invalid", {
    message:
      problems.length === 1
        ? `${first.message}.`
        : `${problems.length} inputs do not fit the method; the first: ${first.message}.`,
    validation_errors: problems,
  });
}

/** Rethrows the failure of a file with the name of its input: whoever gives several must not have to search. */
const sayWhose =
  (name: string) =>
  (error: unknown): never => {
    if (!isFailureError(error)) throw error;
    const { code, message, location, user_action } = error.report;
    if (!isFailureCode(code)) throw error;
    throw createFailure(code, { message: `Input '${name}': ${message}`, location, user_action, cause: error.cause });
  };

/** The inputs with each table in place of the path that names it. */
async function readTables(
  { inputs, crate, entry }: ShapeInputsRequest,
  readLocalFile: ShapeInputsRequest["readLocalFile"],
): Promise<JsonObject> {
  const read = { ...inputs };
  const problems: ValidationProblem[] = [];
  for (const [name, slot] of Object.entries(declaredInputs(crate, entry))) {
    const path = Object.hasOwn(inputs, name) ? tablePath(crate.concepts, slot, inputs[name] as Json) : undefined;
    if (path === undefined) continue;
    const text = utf8Text((await readLocalFile(path).catch(sayWhose(name))).bytes);
    const table = tableItems(crate.concepts, name, slot, text ?? "");
    if (table.ok) read[name] = table.items;
    else problems.push(...table.problems);
  }
  refuse(problems);
  return read;
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Declared = Readonly<Record<string, InputSlot>>;

function declaredInputs(crate: Crate, entry: PipeRef): Declared {
  return Object.hasOwn(crate.pipes, entry) ? (crate.pipes[entry]?.inputs ?? {}) : {};
}

/** Two inputs that name one file get the same bytes, even when it is edited in between. */
function readOnce(read: ShapeInputsRequest["readLocalFile"]): ShapeInputsRequest["readLocalFile"] {
  const files = new Map<string, Promise<LocalFile>>();
  return (path) => {
    const file = files.get(path) ?? read(path);
    files.set(path, file);
    return file;
  };
}

function shapedInputs(
  inputs: JsonObject,
  { crate, entry }: Pick<ShapeInputsRequest, "crate" | "entry">,
): readonly { readonly name: string; readonly shaped: ShapedValue }[] {
  const domain = entry.slice(0, entry.lastIndexOf("."));
  return Object.entries(declaredInputs(crate, entry))
    .filter(([name]) => Object.hasOwn(inputs, name))
    .map(([name, slot]) => {
      const { concepts } = crate;
      const path = tablePath(concepts, slot, inputs[name] as Json);
      if (path !== undefined) {
        const problem = tableProblem(concepts, name, slot, path);
        const problems = problem === undefined ? [] : [problem];
        return { name, shaped: { ok: false as const, problems } };
      }
      return { name, shaped: shapeValue({ concepts, domain, slot }, name, inputs[name] as Json) };
    });
}

function unknownNames(inputs: JsonObject, declared: Declared): readonly ValidationProblem[] {
  const known = Object.keys(declared);
  return Object.keys(inputs)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => {
      const suggestion = didYouMean(name, known);
      const list = known.length === 0 ? "it declares none" : `it declares ${known.join(", ")}`;
      return {
        code: "input.unexpected",
        message: `'${name}' is no input of the method; ${list}`,
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
}

function missingNames(inputs: JsonObject, declared: Declared): readonly ValidationProblem[] {
  return Object.entries(declared)
    .filter(([name, { presence }]) => presence !== "optional" && !Object.hasOwn(inputs, name))
    .map(([name, { concept }]) => ({ code: "input.missing", message: `The input '${name}' (${concept}) is missing` }));
}

function withAbsences(memory: WorkingMemory, inputs: JsonObject, declared: Declared): WorkingMemory {
  const absences = Object.keys(declared)
    .filter((name) => !Object.hasOwn(inputs, name))
    .map((name) => {
      const reason = "The caller did not give it.";
      return [name, { variable_name: name, kind: "not_provided" as const, reason }] as const;
    });
  return absences.length === 0 ? memory : { ...memory, absences: Object.fromEntries(absences) };
}
