import type { Json } from "@perdure/crate";
import type { BackendHost } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../../host/host-failure.ts";
import type {
  ActivityFunction,
  ActivityOptions,
  ExecutionDescription,
  ExecutionState,
  WorkflowContext,
  WorkflowFunction,
} from "../../host/workflow-host.ts";

/** One workflow that is executed here. */
export interface Execution {
  readonly id: string;
  /** Rejects with a HostFailure. */
  readonly result: Promise<Json>;
  describe(): ExecutionDescription;
  query(name: string): Json | undefined;
  cancel(because: FailureError): void;
  /** Whoever worked on it is gone. */
  lose(because: FailureError): void;
}

/** What an execution is made of. */
export interface ExecutionOptions extends Pick<BackendHost, "now" | "sleepUntil"> {
  readonly id: string;
  readonly workflow: string;
  readonly memo: Readonly<Record<string, string>>;
  readonly run: WorkflowFunction;
  readonly input: Json;
  readonly activity: (name: string) => ActivityFunction | undefined;
  readonly startChild: (name: string, input: Json, id: string) => Execution;
  /** A payload as it arrives: a copy, within the bound. Throws a FailureError. */
  readonly bounded: (what: string, payload: Json) => Json;
}

/** Starts a workflow here. */
export function createExecution(options: ExecutionOptions): Execution {
  const { id, workflow, memo, run, input, now, bounded } = options;
  const started_at = now();
  const cancelled = new AbortController();
  const lost = Promise.withResolvers<never>();
  const queries = new Map<string, () => Json>();
  const children: Execution[] = [];
  let state: ExecutionState = "running";
  let ended_at: number | undefined;
  lost.promise.catch(() => undefined);

  const context: WorkflowContext = {
    execution_id: id,
    now,
    signal: cancelled.signal,
    onQuery: (name, answer) => void queries.set(name, answer),
    executeActivity: (name, payload, how) => {
      const body = options.activity(name);
      if (body === undefined) throw createFailure("request.invalid", { message: `There is no activity ${name}.` });
      const signal = how.detached === true ? new AbortController().signal : cancelled.signal;
      return asHostFailure(orAborted(() => attempts(options, name, body, payload, how, signal), signal));
    },
    executeChild: async (name, payload, child) =>
      asHostFailure(
        (async () => {
          const started = options.startChild(name, payload, child.id);
          children.push(started);
          if (cancelled.signal.aborted) started.cancel(cancelled.signal.reason as FailureError);
          return started.result;
        })(),
      ),
  };
  const end = (next: ExecutionState): void => {
    state = next;
    ended_at = now();
  };
  const drive = async (): Promise<Json> => {
    try {
      const result = bounded(`The result of ${workflow}`, await Promise.race([run(context, input), lost.promise]));
      end("completed");
      return result;
    } catch (error) {
      const because = error instanceof HostFailure ? error : new HostFailure(toFailure(error, {}));
      if (state !== "interrupted") end(cancelled.signal.aborted ? "canceled" : "failed");
      if (state !== "canceled") throw because;
      // Whatever it ended with, it ended because somebody asked: with their reason.
      throw new HostFailure(
        cancelled.signal.reason as FailureError,
        because.attachment === undefined ? {} : { attachment: because.attachment },
      );
    }
  };
  const result = drive();
  result.catch(() => undefined);
  return {
    id,
    result,
    describe: () => ({ id, workflow, state, started_at, ...(ended_at === undefined ? {} : { ended_at }), memo }),
    query: (name) => queries.get(name)?.(),
    cancel(because) {
      if (state !== "running") return;
      cancelled.abort(because);
      for (const child of children) child.cancel(because);
    },
    lose(because) {
      if (state !== "running") return;
      state = "interrupted";
      // First, so that nothing that the workflow makes of its end counts.
      lost.reject(because);
      cancelled.abort(because);
    },
  };
}

/** Tries an activity as often as its failures and its policy allow. */
async function attempts(
  { now, sleepUntil, bounded }: ExecutionOptions,
  name: string,
  body: ActivityFunction,
  payload: Json,
  { retry }: ActivityOptions,
  signal: AbortSignal,
): Promise<Json> {
  const input = bounded(`The input of ${name}`, payload);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await body(input, { attempt, signal, heartbeat: () => undefined });
      return bounded(`The result of ${name}`, result);
    } catch (error) {
      const after = error instanceof HostFailure ? error.repeat_after_ms : undefined;
      if (after === undefined || attempt >= retry.maximum_attempts || signal.aborted) throw error;
      await sleepUntil(now() + after, signal);
      signal.throwIfAborted();
    }
  }
}

/** Work that the end of its execution ends, whether or not it listens. */
async function orAborted(work: () => Promise<Json>, signal: AbortSignal): Promise<Json> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, aborted.promise]);
  } catch (error) {
    if (signal.aborted && isFailureError(signal.reason)) throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function asHostFailure(work: Promise<Json>): Promise<Json> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof HostFailure ? error : new HostFailure(toFailure(error, {}));
  }
}
