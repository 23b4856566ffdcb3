import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Json, JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import { jsonOf } from "../configuration/located-toml.ts";
import type { InputKind } from "./input-kind.ts";
import { jsonErrorPlace } from "./json-error-place.ts";
import { parseInputOption, type InputFolders } from "./parse-input-option.ts";
import { readTextFile } from "./read-text-file.ts";

/** Inputs, and the folder that their relative paths start from. */
export interface ReadInputs {
  readonly inputs: JsonObject;
  readonly folder: string;
  /** The file that they come from, where there is one. */
  readonly file?: string | undefined;
  /** The names that no `-i` gave. */
  readonly unnamed: readonly string[];
}
type Base = Omit<ReadInputs, "unnamed">;
export interface InputSources extends InputFolders {
  /** `--inputs`: a file, or JSON that starts with a brace. */
  readonly inputs?: string | undefined;
  /** `-i name=value`, in order. */
  readonly single: readonly string[];
  /** The method's folder, where `inputs.json` or `inputs.toml` is looked for. */
  readonly method_folder: string;
  readonly kindOf: (name: string) => InputKind;
}

/**
 * The inputs of a run: `--inputs`, else `inputs.json` or `inputs.toml` beside the method, with `-i` over them. `-i` given several
 * times for a list makes its items. Throws `input.file_unreadable`, `input.invalid` or `request.invalid`.
 */
export function readInputs({ inputs, single, method_folder, kindOf, ...from }: InputSources): ReadInputs {
  const base = readBase(inputs, method_folder, from.folder);
  const named = readSingle(single, from, kindOf);
  const unnamed = Object.keys(base.inputs).filter((name) => !Object.hasOwn(named, name));
  return { ...base, inputs: { ...base.inputs, ...named }, unnamed };
}

function readSingle(
  options: readonly string[],
  from: InputFolders,
  kindOf: InputSources["kindOf"],
): Readonly<Record<string, Json>> {
  const values = new Map<string, Json>();
  for (const option of options) {
    const [name, value] = parseInputOption(option, from, kindOf);
    const earlier = values.get(name);
    if (kindOf(name).is_list) values.set(name, [...((earlier ?? []) as Json[]), ...asItems(value)]);
    else if (earlier === undefined) values.set(name, value);
    else {
      throw createFailure("request.invalid", {
        message: `The input '${name}' is given twice, and it is no list.`,
        user_action: { kind: "change_input", detail: `Give -i ${name}=… once.` },
      });
    }
  }
  return Object.fromEntries(values);
}

const asItems = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

function readBase(inputs: string | undefined, methodFolder: string, folder: string): Base {
  if (inputs === undefined) {
    const found = besideMethod(methodFolder);
    return found === undefined ? { inputs: {}, folder } : readInputsFile(found);
  }
  if (/^\s*[{[]/.test(inputs)) return { inputs: readJson(inputs, undefined), folder };
  return readInputsFile(resolve(folder, inputs));
}

function besideMethod(folder: string): string | undefined {
  const [json, toml] = [join(folder, "inputs.json"), join(folder, "inputs.toml")];
  if (existsSync(json) && existsSync(toml)) {
    throw createFailure("request.invalid", {
      message: "Both inputs.json and inputs.toml stand beside the method.",
      user_action: { kind: "change_input", detail: "Say which one with --inputs, or remove one." },
      location: { file: folder },
    });
  }
  return [json, toml].find((file) => existsSync(file));
}

function readInputsFile(file: string): Base {
  const text = readTextFile(file);
  return { inputs: file.endsWith(".toml") ? readToml(text, file) : readJson(text, file), folder: dirname(file), file };
}

function readJson(text: string, file: string | undefined): JsonObject {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    const { line, column } = jsonErrorPlace(text);
    throw createFailure("input.invalid", {
      message: `The inputs are not valid JSON at line ${line}, column ${column}.`,
      location: { ...(file === undefined ? {} : { file }), line, column },
      user_action: { kind: "change_input", detail: "Correct the JSON at the place that is named." },
      cause: error,
    });
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  throw createFailure("input.invalid", {
    message: "The inputs must be one JSON object: names and values.",
    ...(file === undefined ? {} : { location: { file } }),
  });
}

function readToml(text: string, file: string): JsonObject {
  try {
    return jsonOf(getStaticTOMLValue(parseTOML(text))) as JsonObject;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw createFailure("input.invalid", {
      message: `The inputs are not valid TOML: ${error.message}.`,
      user_action: { kind: "change_input", detail: "Correct the line that is named." },
      location: { file, line: error.lineNumber, column: error.column + 1 },
      cause: error,
    });
  }
}
