import type { JsonObject } from "@perdure/crate";
import { findStuff, loadContent, mainStuff } from "@perdure/engine";
import type { Backend, BackendCapabilities, ContentStore, RunJob, RunResult } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";
import type { KitHost } from "./kit-host.ts";
import { prepareJob } from "./prepare-job.ts";
import type { RunRequest } from "./prepare-job.ts";
import type { Script } from "./script.ts";
import type { LedgerRow } from "./scripted-leaves.ts";

/** What a proof gives its cases. */
export interface ProofServices {
  readonly host: KitHost;
  readonly backend: Backend;
  readonly capabilities: BackendCapabilities;
  readonly maximum_attempts: number;
  /** Another instance over the same place. */
  readonly open: () => Promise<Backend>;
  /** Ends whoever drives the runs of an instance, as a crash would. */
  readonly interrupt: (backend: Backend) => Promise<void>;
  /** Runs one of `OTHER_PROCESS_TASKS` in a process of its own, and gives what it wrote. */
  readonly elsewhere?: (task: string, argument: Readonly<Record<string, string>>) => Promise<JsonObject>;
}

/** A run that a case is about. */
export interface CaseRun {
  readonly job: RunJob;
  /** How often each node was tried. */
  readonly tries: () => Readonly<Record<string, number>>;
  readonly ledger: () => readonly LedgerRow[];
  /** What its leaves do from now on. */
  readonly script: (script: Script) => void;
}

/** What a case is run with. */
export interface CaseContext extends Omit<ProofServices, "host" | "open"> {
  readonly contents: ContentStore;
  readonly now: () => number;
  /** A run of a method with its script; nothing is started. Each has an id of its own, unless one is given. */
  readonly prepare: (request: RunRequest & { readonly script?: Script; readonly run_id?: string }) => Promise<CaseRun>;
  /** An id that no run has. */
  readonly freeRunId: () => string;
  /** Another instance over the same place, closed when the case ends. */
  readonly another: () => Promise<Backend>;
  /** The content of a result, or that under a name. */
  readonly content: (result: RunResult, name?: string) => Promise<unknown>;
}

/** Makes the context of one case; `close` ends what it opened. */
export function createCaseContext(
  services: ProofServices,
  runIdOf: (count: number) => string,
): CaseContext & { close(): Promise<void> } {
  const { host, open, ...rest } = services;
  const { contents, leaves, now } = host;
  const instances: Backend[] = [];
  let count = 0;
  const freeRunId = (): string => runIdOf((count += 1));
  return {
    ...rest,
    contents,
    now,
    freeRunId,
    async prepare({ script = {}, run_id = freeRunId(), ...request }) {
      const job = await prepareJob(request, run_id, contents);
      leaves.script(run_id, script);
      return {
        job,
        ledger: () => leaves.ledger(run_id),
        tries: () => {
          const tries: Record<string, number> = {};
          for (const { node_id } of leaves.ledger(run_id)) tries[node_id] = (tries[node_id] ?? 0) + 1;
          return tries;
        },
        script: (next) => leaves.script(run_id, next),
      };
    },
    async another() {
      const backend = await open();
      instances.push(backend);
      return backend;
    },
    async content({ memory }, name) {
      const stuff = name === undefined ? mainStuff(memory) : findStuff(memory, name);
      return stuff === undefined ? undefined : loadContent(stuff.value, contents);
    },
    async close() {
      await Promise.all(instances.map((instance) => instance.close()));
    },
  };
}

/** The FailureError that some work rejects with. Throws where it resolves, or rejects with anything else. */
export async function failureOf(work: Promise<unknown>): Promise<FailureError> {
  let resolved: unknown;
  try {
    resolved = await work;
  } catch (error) {
    if (isFailureError(error)) return error;
    throw new Error(`It rejected with something that is no FailureError: ${String(error)}`, { cause: error });
  }
  throw new Error(`It resolved, to ${JSON.stringify(resolved)}`);
}
