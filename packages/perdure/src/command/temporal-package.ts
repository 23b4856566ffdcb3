import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BackendFactory, LeafExecutor } from "@perdure/engine";
import { createFailure } from "@perdure/failures";

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
      readonly last?: { readonly address: string };
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
  const specifier = `@perdure/temporal/${name}`;
  for (const place of [pathToFileURL(join(project, "package.json")).href, import.meta.url]) {
    const file = resolveFrom(place, specifier);
    if (file === undefined) continue;
    try {
      return (await import(pathToFileURL(file).href)) as Entries[Name];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
      throw notInstalled("A package that @perdure/temporal needs is not installed.", error);
    }
  }
  throw notInstalled("The package @perdure/temporal is not installed in this project.");
}

function resolveFrom(place: string, specifier: string): string | undefined {
  try {
    return createRequire(place).resolve(specifier);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
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
