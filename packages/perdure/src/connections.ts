import { credentialsOf, environmentConnections, isProviderName, type Connect } from "@perdure/operators";

/**
 * Where each provider is called: from the environment; the emulated one is this project's own, started when it does not run. A
 * worker that takes up an emulated run on another day finds it so, and one that moved since is found where it is.
 */
export function createConnections(
  environment: Readonly<Record<string, string | undefined>>,
  stateFolder: string,
): Connect {
  const connect = environmentConnections(environment);
  let known: { readonly url: string; readonly instance: string } | undefined;
  return async (provider) => {
    if (provider !== "emulated") return connect(provider);
    const { readEmulatorState } = await import("@perdure/emulator");
    const recorded = readEmulatorState(stateFolder);
    // What a record says is believed of one that has proved to be the one it names.
    if (known === undefined || recorded?.instance !== known.instance) known = await startEmulated(stateFolder);
    return { base_url: `${known.url}/v1`, api_key: "emulated" };
  };
}

/** Starts the project's emulated provider where it does not run. Rejects with `perdure.emulator_unavailable`. */
export async function startEmulated(stateFolder: string): Promise<{ readonly url: string; readonly instance: string }> {
  const { ensureEmulator } = await import("@perdure/emulator");
  return ensureEmulator(stateFolder);
}

/** The host that the environment sends a provider's calls to instead of the provider's own: no path, and nothing that opens it. */
export function otherHostOf(
  provider: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { base_url } = isProviderName(provider) ? credentialsOf(provider, environment) : {};
  return base_url === undefined || !URL.canParse(base_url) ? undefined : new URL(base_url).host;
}
