import { DefaultLogger, Runtime, makeTelemetryFilterString } from "@temporalio/worker";

let installed = false;

/** Makes the SDK's process-wide runtime quiet and leaves signals to the host; one that the process has installed before stays. */
export function installQuietRuntime(): void {
  if (installed) return;
  installed = true;
  try {
    Runtime.install({
      logger: new DefaultLogger("ERROR", () => undefined),
      // The native core would write to the terminal by itself.
      telemetryOptions: {
        logging: { filter: makeTelemetryFilterString({ core: "ERROR", other: "ERROR" }), forward: {} },
      },
      shutdownSignals: [],
    });
  } catch (error) {
    if ((error as Error).name !== "IllegalStateError") throw error;
  }
}
