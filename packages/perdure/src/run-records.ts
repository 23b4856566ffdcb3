import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { RunState } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { isRunId } from "./run-id.ts";
import type { RunRecord } from "./run-record.ts";

/** The records of a project's runs. */
export interface RunRecords {
  /** Rejects with `run.not_found` or `perdure.schema_unsupported`. */
  read(runId: string): Promise<RunRecord>;
  /** Writes the record of a run that is about to start. Rejects with `perdure.run_already_exists` for an id in use. */
  create(record: RunRecord): Promise<void>;
  /** Changes how a run stands; a run without a record stays without. */
  note(runId: string, change: Partial<Pick<RunRecord, "state" | "ended_at" | "process">>): Promise<void>;
  /** Every readable record, newest first. */
  list(): Promise<readonly RunRecord[]>;
}

/** The records under a state folder, one file each: replaced whole, never half-written. */
export function createRunRecords(stateFolder: string): RunRecords {
  const folder = join(stateFolder, "runs");
  const fileOf = (runId: string): string => join(folder, `${runId}.json`);
  const find = async (runId: string): Promise<RunRecord | undefined> => {
    if (!isRunId(runId)) throw invalidId();
    try {
      return parseRecord(await readFile(fileOf(runId), "utf8"), fileOf(runId));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  };
  const write = async (record: RunRecord, isNew: boolean): Promise<void> => {
    const temporary = `${fileOf(record.run_id)}.${process.pid}.partial`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(record, null, 2)}\n`);
      if (isNew) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, fileOf(record.run_id));
  };
  return {
    read: async (runId) => {
      const record = await find(runId);
      if (record !== undefined) return withLiveness(record);
      throw createFailure("run.not_found", { message: `There is no run ${runId} in this project.` });
    },
    create: async (record) => {
      const earlier = await find(record.run_id);
      if (earlier !== undefined) throw alreadyThere(record.run_id);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await write(record, true);
      } catch (error) {
        throw createFailure("perdure.folder_not_writable", {
          message: "The record of the run cannot be written.",
          location: { file: folder },
          cause: error,
        });
      }
    },
    note: async (runId, change) => {
      const record = await find(runId);
      if (record !== undefined) await write({ ...record, ...change }, false);
    },
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
      const records = await Promise.all(ids.filter(isRunId).map((id) => find(id)));
      return records
        .filter((record) => record !== undefined)
        .map(withLiveness)
        .sort((left, right) => right.started_at - left.started_at || (left.run_id < right.run_id ? 1 : -1));
    },
  };
}

/** A run that says it runs, but whose process is gone, was interrupted; who works in a fleet is not ours to know. */
function withLiveness(record: RunRecord): RunRecord {
  if (record.state !== "running" || record.worker === "fleet" || record.process === undefined) return record;
  return isAlive(record.process) ? record : { ...record, state: "interrupted" satisfies RunState };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function parseRecord(text: string, file: string): RunRecord {
  let record: Partial<RunRecord>;
  try {
    record = JSON.parse(text) as Partial<RunRecord>;
  } catch (error) {
    throw createFailure("perdure.file_unreadable", {
      message: "The record of the run is damaged.",
      location: { file },
      cause: error,
    });
  }
  if (record.schema === 1) return record as RunRecord;
  throw createFailure("perdure.schema_unsupported", {
    message: `The record of the run has schema ${String(record.schema)}; this version reads schema 1.`,
    location: { file },
  });
}

const invalidId = (): Error =>
  createFailure("request.invalid", {
    message: "A run id has letters, digits, - and _ only, at most 63, and starts with a letter or digit.",
  });
const alreadyThere = (runId: string): Error =>
  createFailure("perdure.run_already_exists", { message: `There is a run ${runId} in this project.` });
