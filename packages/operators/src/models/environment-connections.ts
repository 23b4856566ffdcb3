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

/** Connections from environment variables, asked at each call so that a key may be replaced while runs go on. */
export function environmentConnections(environment: Environment): Connect {
  return async (provider) => {
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
