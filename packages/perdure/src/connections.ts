import { environmentConnections, type Connect } from "@perdure/operators";

/**
 * Where each provider is called: from the environment; the emulated one is started when it does not run. A worker that takes
 * up an emulated run on another day finds it so.
 */
export function createConnections(
  environment: Readonly<Record<string, string | undefined>>,
  stateFolder: string,
): Connect {
  const connect = environmentConnections(environment, stateFolder);
  let ready: Promise<void> | undefined;
  return async (provider) => {
    if (provider === "emulated") {
      ready ??= startEmulated(stateFolder);
      try {
        await ready;
      } catch (error) {
        ready = undefined;
        throw error;
      }
    }
    return connect(provider);
  };
}

/** Starts the project's emulated provider where it does not run. Rejects with `perdure.emulator_unavailable`. */
export async function startEmulated(stateFolder: string): Promise<void> {
  const { ensureEmulator } = await import("@perdure/emulator");
  await ensureEmulator(stateFolder);
}
