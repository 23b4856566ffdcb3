import { randomBytes } from "node:crypto";
import { constants, copyFile, link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRunId, type RunState } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import type { Liveness, ProcessIdentity } from "@perdure/journal";
import { readRunRecord } from "./read-run-record.ts";
import type { RunRecord } from "./run-record.ts";

/** The records of a project's runs. */
export interface RunRecords {
  /** Rejects with `run.not_found`, `perdure.file_unreadable` or `perdure.schema_unsupported`. */
  read(runId: string): Promise<RunRecord>;
  /** Writes the record of a run that is about to start. Rejects with `perdure.run_already_exists` for an id in use. */
  create(record: RunRecord): Promise<void>;
  /** Changes how a run stands; a run without a record stays without. */
  note(runId: string, change: Partial<Pick<RunRecord, "state" | "ended_at" | "process">>): Promise<void>;
  /** Every readable record, newest first. */
  list(): Promise<readonly RunRecord[]>;
}

/** The records under a state folder, one file each: replaced whole, never half-written. */
export function createRunRecords(stateFolder: string, livenessOf: (process: ProcessIdentity) => Liveness): RunRecords {
  const folder = join(stateFolder, "runs");
  const fileOf = (runId: string): string => join(folder, `${runId}.json`);
  const find = async (runId: string): Promise<RunRecord | undefined> => {
    if (!isRunId(runId)) throw invalidId();
    const file = fileOf(runId);
    try {
      return readRunRecord(await readFile(file, "utf8"), runId, file);
    } catch (error) {
      if (isFailureError(error)) throw error;
      if (codeOf(error) === "ENOENT") return undefined;
      throw unreadable(file, error);
    }
  };
  /** A run that says it runs, but whose process is gone, was interrupted. */
  const withLiveness = (record: RunRecord): RunRecord =>
    record.state === "running" && isDrivenHere(record) && livenessOf(record.process) === "dead"
      ? { ...record, state: "interrupted" satisfies RunState }
      : record;
  return {
    read: async (runId) => {
      const record = await find(runId);
      if (record !== undefined) return withLiveness(record);
      throw createFailure("run.not_found", { message: `There is no run ${runId} in this project.` });
    },
    create: async (record) => {
      if (!isRunId(record.run_id)) throw invalidId();
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw notWritable(folder, error);
      });
      await writeRecord(fileOf(record.run_id), record, placeNew).catch((error: unknown) => {
        throw codeOf(error) === "EEXIST" ? alreadyThere(record.run_id) : notWritable(folder, error);
      });
    },
    note: async (runId, change) => {
      const record = await find(runId);
      if (record === undefined) return;
      await writeRecord(fileOf(runId), { ...record, ...change }, rename).catch((error: unknown) => {
        throw notWritable(folder, error);
      });
    },
    list: async () => {
      const names = await namesIn(folder);
      const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
      // A damaged record hides no other; asked for by its id it says what is wrong.
      const records = await Promise.all(ids.filter(isRunId).map((id) => find(id).catch(() => undefined)));
      return records
        .filter((record) => record !== undefined)
        .map(withLiveness)
        .sort((left, right) => right.started_at - left.started_at || (left.run_id < right.run_id ? 1 : -1));
    },
  };
}

/** Who works in a fleet is not ours to know. */
const isDrivenHere = (record: RunRecord): record is RunRecord & { readonly process: ProcessIdentity } =>
  record.worker !== "fleet" && record.process !== undefined;

/** Writes a record to a file of its own, flushed, then puts it in its place. */
async function writeRecord(
  file: string,
  record: RunRecord,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.partial`;
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Puts a file where none may be: refused where the name is taken, even by another process in this very moment. */
async function placeNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error) ?? "")) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}
// What file systems say that know no links.
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw unreadable(folder, error);
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const unreadable = (file: string, cause: unknown): Error =>
  createFailure("perdure.file_unreadable", {
    message: "The records of the runs cannot be read.",
    location: { file },
    cause,
  });
const notWritable = (folder: string, cause: unknown): Error =>
  createFailure("perdure.folder_not_writable", {
    message: "The record of the run cannot be written.",
    location: { file: folder },
    cause,
  });
const invalidId = (): Error =>
  createFailure("request.invalid", {
    message: "A run id has letters, digits, - and _ only, at most 63, and starts with a letter or digit.",
  });
const alreadyThere = (runId: string): Error =>
  createFailure("perdure.run_already_exists", { message: `There is a run ${runId} in this project.` });
