import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Json, JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import { jsonOf } from "../configuration/located-toml.ts";
import { parseInputOption } from "./parse-input-option.ts";

/** Inputs and the folder that their relative paths start from. */
export interface ReadInputs {
  readonly inputs: JsonObject;
  readonly folder: string;
}
export interface InputSources {
  /** `--inputs`: a file, or JSON that starts with a brace. */
  readonly inputs?: string | undefined;
  /** `-i name=value`, in order. */
  readonly single: readonly string[];
  /** The method's folder, where `inputs.json` or `inputs.toml` is looked for. */
  readonly method_folder: string;
  /** The folder that the command runs in. */
  readonly folder: string;
  /** Whether an input of this name is a text, so that `-i year=2026` stays one. */
  readonly isText?: ((name: string) => boolean) | undefined;
}

/**
 * The inputs of a run: `--inputs`, else `inputs.json` or `inputs.toml` beside the method (not where `-i` gives values of its own),
 * with `-i` on top. Throws `input.file_unreadable` or `input.invalid`.
 */
export function readInputs({ inputs, single, method_folder, folder, isText }: InputSources): ReadInputs {
  const base = readBase(inputs, single.length > 0, method_folder, folder);
  const extra = Object.fromEntries(single.map((option) => parseInputOption(option, folder, isText)));
  return { inputs: { ...base.inputs, ...extra }, folder: base.folder };
}

function readBase(inputs: string | undefined, hasSingle: boolean, methodFolder: string, folder: string): ReadInputs {
  if (inputs === undefined) {
    const found = hasSingle ? undefined : besideMethod(methodFolder);
    return found === undefined ? { inputs: {}, folder } : { inputs: readInputsFile(found), folder: dirname(found) };
  }
  if (inputs.trimStart().startsWith("{")) return { inputs: readJson(inputs, undefined), folder };
  const file = resolve(folder, inputs);
  return { inputs: readInputsFile(file), folder: dirname(file) };
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

function readInputsFile(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw createFailure("input.file_unreadable", {
      message: "The inputs file cannot be read.",
      user_action: { kind: "change_input", detail: "Check the path; `perdure inputs <method>` writes a template." },
      location: { file },
      cause: error,
    });
  }
  return file.endsWith(".toml") ? readToml(text, file) : readJson(text, file);
}

function readJson(text: string, file: string | undefined): JsonObject {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw createFailure("input.invalid", {
      message: `The inputs are not valid JSON${placeIn(text, error)}.`,
      ...(file === undefined ? {} : { location: { file, ...lineOf(text, error) } }),
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
      message: "The inputs are not valid TOML.",
      location: { file, line: error.lineNumber, column: error.column + 1 },
      cause: error,
    });
  }
}

function offsetOf(error: unknown): number | undefined {
  const found = /position (\d+)/.exec((error as Error).message);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

function lineOf(text: string, error: unknown): { readonly line: number; readonly column: number } | undefined {
  const offset = offsetOf(error) ?? (/end of/i.test((error as Error).message) ? text.length : undefined);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function placeIn(text: string, error: unknown): string {
  const place = lineOf(text, error);
  return place === undefined ? "" : ` at line ${place.line}, column ${place.column}`;
}
