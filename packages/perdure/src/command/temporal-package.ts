import type { BackendFactory, LeafExecutor } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { importFromProject } from "./project-package.ts";

/** What we use of `@perdure/temporal`, which is never a dependency of ours: it is the user's to install. */
interface Entries {
  readonly client: {
    readonly DEFAULT_FLEET_QUEUE: string;
    readonly temporal: (options: TemporalConnection & { readonly worker: "embedded" | "fleet" }) => BackendFactory;
  };
  readonly worker: {
    readonly createPerdureWorker: (
      options: TemporalConnection & {
        readonly task_queue: string;
        readonly leaves: LeafExecutor;
        readonly log: (message: string) => void;
      },
    ) => Promise<{ readonly task_queue: string; run(): Promise<void>; stop(): Promise<void> }>;
  };
  readonly "dev-server": {
    readonly startDevServer: (options: {
      readonly stateFolder: string;
      readonly build?: boolean;
      readonly log: (message: string) => void;
    }) => Promise<{ readonly address: string; readonly pid: number; readonly reused: boolean }>;
    readonly stopDevServer: (stateFolder: string) => Promise<boolean>;
    readonly devServerStatus: (stateFolder: string) => Promise<{
      readonly running: boolean;
      readonly server?: { readonly address: string; readonly pid: number };
    }>;
  };
}
/** Which server, and which queue. */
export interface TemporalConnection {
  readonly address: string;
  readonly namespace: string;
  readonly api_key?: string;
  readonly task_queue?: string;
}

/**
 * An entry of `@perdure/temporal`, from the user's project first, then from beside this package. Rejects with
 * `perdure.backend_not_installed`, which names the command that installs it.
 */
export async function importTemporal<Name extends keyof Entries>(name: Name, project: string): Promise<Entries[Name]> {
  const imported = await importFromProject(`@perdure/temporal/${name}`, project, { beside: true });
  if (imported.found) return imported.exports as unknown as Entries[Name];
  throw imported.incomplete === undefined
    ? notInstalled("The package @perdure/temporal is not installed in this project.")
    : notInstalled("A package that @perdure/temporal needs is not installed.", imported.incomplete);
}

function notInstalled(message: string, cause?: unknown): Error {
  return createFailure("perdure.backend_not_installed", {
    message,
    user_action: {
      kind: "fix_configuration",
      detail:
        "Install it: npm install @perdure/temporal @temporalio/activity @temporalio/client @temporalio/common @temporalio/worker @temporalio/workflow",
    },
    cause,
  });
}
