import { join, resolve } from "node:path";
import { direct } from "@perdure/direct";
import type { Backend, RunHandle, RunResult, RunState } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { currentProcess, livenessOf } from "@perdure/journal";
import { createLeafExecutor, describeModels } from "@perdure/operators";
import { localStore } from "@perdure/store";
import { createBackendHost } from "./backend-host.ts";
import { openBackend } from "./open-backend.ts";
import { createConnections, startEmulated } from "./connections.ts";
import { methodFailure } from "./method-failure.ts";
import { createMethodReader } from "./method-reader.ts";
import type { Perdure, PerdureOptions, PreparedRun, RunDetails } from "./options.ts";
import { prepareRun } from "./prepare-run.ts";
import { createRunId } from "./run-id.ts";
import { createRunRecords } from "./run-records.ts";
import { readOutputs } from "./run-outputs.ts";
import { ensureStateFolder, findStateFolder } from "./state-folder.ts";
import { watchedRun } from "./watched-run.ts";

/**
 * Opens a project. Nothing is written before the first run is prepared, and nothing is connected before the backend is
 * first used. Close it when done.
 */
export function createPerdure(options: PerdureOptions = {}): Perdure {
  const folder = resolve(options.folder ?? ".");
  const stateFolder = options.state_folder ?? findStateFolder(folder);
  const environment = options.environment ?? process.env;
  const functions = options.functions ?? {};
  const contents = localStore(join(stateFolder, "store"));
  const records = createRunRecords(stateFolder, livenessOf);
  const ledgerFile = environment["PERDURE_LEAF_LEDGER"];
  const leaves = createLeafExecutor({
    contents,
    connect: createConnections(environment, stateFolder),
    functions,
    ...(ledgerFile === undefined || ledgerFile === "" ? {} : { ledgerFile }),
  });
  const log = options.log ?? (() => undefined);
  let opened: Backend | undefined;
  const backend = (): Backend =>
    (opened ??= openBackend(options.backend ?? direct(), createBackendHost(leaves, contents, log)));

  const { check, inputsTemplate } = createMethodReader(folder, environment);
  const register = async ({ job, models }: PreparedRun, details: RunDetails): Promise<void> =>
    records.create({
      schema: 1,
      run_id: job.run_id,
      backend: backend().mode,
      entry: job.entry,
      crate: job.crate,
      method: details.method ?? "",
      providers: [...new Set(models.map(({ provider }) => provider))],
      results: details.results ?? "",
      ...present(details),
      started_at: Date.now(),
      process: currentProcess(),
      state: "running",
    });
  const note = (runId: string, state: RunState): Promise<void> =>
    records.note(runId, { state, ...(state === "running" ? { process: currentProcess() } : { ended_at: Date.now() }) });
  /** The record says how the run stands; that it could not be written is no reason to lose what the run itself came to. */
  const noteQuietly = (runId: string, state: RunState | undefined): Promise<void> =>
    state === undefined
      ? Promise.resolve()
      : note(runId, state).catch(() =>
          log(`The record of run ${runId} could not be written: it does not say ${state}.`),
        );
  const noted = async (runId: string, running: Promise<RunResult>): Promise<RunResult> => {
    let result: RunResult;
    try {
      result = await running;
    } catch (error) {
      await noteQuietly(runId, stateAfter(error));
      throw error;
    }
    await noteQuietly(runId, "completed");
    return result;
  };
  const recorded = (handle: RunHandle): RunHandle => {
    let result: Promise<RunResult> | undefined;
    return { ...bound(handle), result: () => (result ??= noted(handle.run_id, handle.result())) };
  };
  const perdure: Perdure = {
    get mode() {
      return backend().mode;
    },
    get capabilities() {
      return backend().capabilities;
    },
    check,
    inputsTemplate,
    prepare: async ({ method, pipe, inputs = {}, inputs_folder, run_id, labels = {} }) => {
      const { parsed } = await check(method, { pipe });
      ensureStateFolder(stateFolder);
      return prepareRun(parsed, {
        contents,
        options,
        environment,
        functions,
        run_id: run_id ?? createRunId(Date.now(), Math.random),
        inputs,
        inputs_folder: resolve(folder, inputs_folder ?? "."),
        labels,
      });
    },
    run: async (request, executeOptions) => {
      const prepared = await perdure.prepare(request);
      const method = typeof request.method === "string" ? resolve(folder, request.method) : "";
      return perdure.outputs(await perdure.execute(prepared, { method }, executeOptions));
    },
    execute: async (prepared, details = {}, executeOptions) => {
      await register(prepared, details);
      return noted(prepared.job.run_id, backend().execute(prepared.job, executeOptions));
    },
    start: async (prepared, details = {}) => {
      await register(prepared, details);
      try {
        return recorded(await backend().start(prepared.job));
      } catch (error) {
        await noteQuietly(prepared.job.run_id, stateAfter(error) ?? "interrupted");
        throw error;
      }
    },
    attach: async (runId) =>
      watchedRun(await backend().attach(runId), async (state) => {
        const known = await records.read(runId).catch(() => undefined);
        if (known !== undefined && known.state !== state) await noteQuietly(runId, state);
      }),
    resume: async (runId) => {
      const handle = await backend().resume(runId);
      await noteQuietly(runId, "running");
      return recorded(handle);
    },
    cancel: async (runId, reason) => {
      const handle = await backend().attach(runId);
      try {
        await handle.cancel(reason);
      } finally {
        await handle.detach();
      }
      await noteQuietly(runId, "canceled");
    },
    outputs: async (result) => readOutputs(result, await records.read(result.run_id), contents),
    records: () => records.list(),
    record: (runId) => records.read(runId),
    note,
    list: () => backend().list(),
    models: async (method) => {
      const base = { environment, emulated: options.emulated === true };
      if (method === undefined) return describeModels(base);
      const { parsed } = await check(method);
      if (!parsed.ok || parsed.crate === undefined) throw methodFailure(parsed.diagnostics);
      return describeModels({ ...base, method: { crate: parsed.crate, entry: parsed.entry } });
    },
    ensureEmulated: async () => {
      ensureStateFolder(stateFolder);
      await startEmulated(stateFolder);
    },
    close: async () => {
      try {
        await opened?.close();
      } finally {
        await leaves.close();
      }
    },
  };
  return perdure;
}

/** How a run stands after this; undefined where somebody else drives it and nothing has ended. */
function stateAfter(error: unknown): RunState | undefined {
  if (!isFailureError(error)) return "failed";
  const { code } = error.report;
  if (code === "run.cancelled") return "canceled";
  if (code === "perdure.run_in_progress") return undefined;
  return code === "perdure.backend_unreachable" || code === "run.not_finished" ? "interrupted" : "failed";
}

function bound(handle: RunHandle): RunHandle {
  return {
    run_id: handle.run_id,
    status: () => handle.status(),
    result: () => handle.result(),
    cancel: (reason) => handle.cancel(reason),
    events: () => handle.events(),
    detach: () => handle.detach(),
  };
}

function present<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}
