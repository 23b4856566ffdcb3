import type { Backend, BackendHost, RunHandle, RunJob, RunResult } from "@perdure/engine";
import { FailureError, isFailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import type { BackendUnderTest } from "../backend-under-test.ts";
import { referenceBackend } from "./reference-backend.ts";

/** A backend that is wrong in one way, and the case that must see it. */
export interface Mutant {
  readonly name: string;
  readonly caught_by: string;
  readonly make: () => BackendUnderTest;
}

/** The reference with another host, another backend, or both. */
export const changed = (change: {
  readonly host?: (host: BackendHost) => BackendHost;
  readonly backend?: (backend: Backend) => Partial<Backend>;
}): BackendUnderTest => {
  const reference = referenceBackend();
  return {
    ...reference,
    open: async (host, place) => {
      const backend = await reference.open(change.host?.(host) ?? host, place);
      return { ...backend, ...change.backend?.(backend) };
    },
  };
};

/** The reference whose leaves are called through something. */
export const leavesChanged = (
  execute: (
    host: BackendHost,
    ...args: Parameters<BackendHost["leaves"]["execute"]>
  ) => ReturnType<BackendHost["leaves"]["execute"]>,
): BackendUnderTest =>
  changed({
    host: (host) => ({
      ...host,
      leaves: { execute: (call, context) => execute(host, call, context), close: () => host.leaves.close() },
    }),
  });

/** The reference whose jobs are changed on their way. */
export const jobsChanged = (change: (job: RunJob) => RunJob): BackendUnderTest =>
  changed({
    backend: (backend) => ({
      execute: (job, options) => backend.execute(change(job), options),
      start: (job) => backend.start(change(job)),
    }),
  });

/** The reference whose handles are changed, wherever they come from. */
export const handlesChanged = (change: (handle: RunHandle) => Partial<RunHandle>): BackendUnderTest =>
  changed({
    backend: (backend) => {
      const wrapped = (handle: RunHandle): RunHandle => ({ ...handle, ...change(handle) });
      return {
        start: async (job) => wrapped(await backend.start(job)),
        attach: async (runId) => wrapped(await backend.attach(runId)),
        resume: async (runId) => wrapped(await backend.resume(runId)),
      };
    },
  });

/** The reference whose results are changed. */
export const resultsChanged = (change: (result: RunResult) => RunResult): BackendUnderTest =>
  changed({ backend: (backend) => ({ execute: async (job, options) => change(await backend.execute(job, options)) }) });

/** The reference whose failures are changed. */
export const failuresChanged = (change: (report: FailureReport) => FailureReport): BackendUnderTest =>
  changed({
    backend: (backend) => ({
      execute: (job, options) =>
        backend.execute(job, options).catch((error: unknown) => {
          if (!isFailureError(error)) throw error;
          throw new FailureError({ report: change(error.report), transport: error.transport });
        }),
    }),
  });

export const reversed = ({ memory, ...rest }: RunResult): RunResult => {
  const root = Object.fromEntries(
    Object.entries(memory.root).map(([name, stuff]) => {
      const { value } = stuff;
      return [name, "items" in value ? { ...stuff, value: { items: [...value.items].reverse() } } : stuff];
    }),
  );
  return { ...rest, memory: { ...memory, root } };
};

export async function* without<T>(events: AsyncIterable<T>, isLeftOut: (event: T) => boolean): AsyncGenerator<T> {
  for await (const event of events) if (!isLeftOut(event)) yield event;
}
