import { digestOf } from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import type { RunRecord } from "./run-record.ts";

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === "string";
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const flag: Check = (value) => typeof value === "boolean";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const record =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(members).every(([name, check]) => check((value as Record<string, unknown>)[name]));
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const MEMBERS: Readonly<Record<Exclude<keyof RunRecord, "schema">, Check>> = {
  run_id: text,
  backend: text,
  address: maybe(text),
  is_own_server: maybe(flag),
  namespace: maybe(text),
  worker: maybe(oneOf("embedded", "fleet")),
  task_queue: maybe(text),
  entry: text,
  crate: record({ fingerprint: text, content: (value) => digestOf(String(value)) !== undefined }),
  method: text,
  providers: texts,
  results: text,
  functions: maybe(texts),
  started_at: number,
  process: maybe(record({ host: text, pid: number, boot: maybe(text), namespace: maybe(text), started: maybe(text) })),
  state: oneOf("running", "completed", "failed", "canceled", "interrupted"),
  ended_at: maybe(number),
};

/**
 * Reads the record of a run from a file's text; members that a later version added are kept. Throws `perdure.schema_unsupported`
 * for another schema and `perdure.file_unreadable` for what is no record of this run.
 */
export function readRunRecord(json: string, runId: string, file: string): RunRecord {
  const value = parse(json, file);
  const schema = (value as { readonly schema?: unknown } | null)?.schema;
  if (schema !== undefined && schema !== 1) {
    throw createFailure("perdure.schema_unsupported", {
      message: `The record of the run has schema ${JSON.stringify(schema)}; this version reads schema 1.`,
      location: { file },
    });
  }
  if (schema === undefined || !record(MEMBERS)(value)) throw damaged(file);
  const read = value as RunRecord;
  if (read.run_id !== runId) throw damaged(file);
  return read;
}

function parse(json: string, file: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw damaged(file, error);
  }
}

const damaged = (file: string, cause?: unknown): FailureError =>
  createFailure("perdure.file_unreadable", { message: "The record of the run is damaged.", location: { file }, cause });
