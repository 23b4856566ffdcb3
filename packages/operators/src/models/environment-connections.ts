import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createFailure } from "@perdure/failures";
import type { Environment } from "./environment.ts";
import { credentialsOf, isAvailable, isProviderName, variablesOf } from "./providers.ts";

/** Where a provider is and what opens it. Never serialised, never logged. */
export interface Connection {
  /** Absent: the provider's own address. */
  readonly base_url?: string;
  readonly api_key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Finds the endpoint and credential of a provider by its name. Rejects with a FailureError when it has none. */
export type Connect = (provider: string) => Promise<Connection>;

/**
 * Connections from environment variables and, for the emulated provider, from `<state folder>/emulator.json`. Read at each
 * call, because the emulated provider may have moved to another port since.
 */
export function environmentConnections(environment: Environment, stateFolder: string): Connect {
  return async (provider) => {
    if (provider === "emulated") return { base_url: `${emulatorUrl(stateFolder)}/v1`, api_key: "emulated" };
    if (!isProviderName(provider)) {
      throw createFailure("runtime.misconfigured", {
        message: `No connection is known for provider ${provider}`,
        provider,
      });
    }
    if (!isAvailable(provider, environment)) {
      const message = `Provider ${provider} needs ${variablesOf(provider).join(" or ")}`;
      throw createFailure("perdure.credential_missing", { message, provider });
    }
    return credentialsOf(provider, environment);
  };
}

function emulatorUrl(stateFolder: string): string {
  const file = join(stateFolder, "emulator.json");
  const url = readUrl(file);
  // The record is written by a process on this machine; anything else in it is not to be called.
  if (url !== undefined && /^http:\/\/127\.0\.0\.1:\d+$/.test(url)) return url;
  throw createFailure("perdure.emulator_unavailable", {
    message: `The emulated provider is not recorded in ${file}`,
    provider: "emulated",
  });
}

function readUrl(file: string): string | undefined {
  try {
    const { url } = JSON.parse(readFileSync(file, "utf8")) as { url?: unknown };
    return typeof url === "string" ? url : undefined;
  } catch {
    // A missing or damaged record means the same: nothing to call.
    return undefined;
  }
}
