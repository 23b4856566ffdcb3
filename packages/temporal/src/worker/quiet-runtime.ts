import { DefaultLogger, Runtime, makeTelemetryFilterString } from "@temporalio/worker";

/** Where the SDK's own warnings and errors go; the rest of what it says is dropped. */
export type WorkerLog = (message: string) => void;

let installed = false;

/**
 * Makes the SDK's process-wide runtime quiet and leaves signals to the host. Once per process, before the first worker;
 * a host that has installed its own keeps it.
 */
export function installQuietRuntime(log: WorkerLog): void {
  if (installed) return;
  installed = true;
  try {
    Runtime.install({
      logger: new DefaultLogger("ERROR", ({ message }) => log(`Temporal worker: ${message}`)),
      // The native core would write to the terminal by itself.
      telemetryOptions: {
        logging: { filter: makeTelemetryFilterString({ core: "ERROR", other: "ERROR" }), forward: {} },
      },
      // Whoever runs the worker decides what Ctrl-C means.
      shutdownSignals: [],
    });
  } catch (error) {
    if ((error as Error).name !== "IllegalStateError") throw error;
  }
}
