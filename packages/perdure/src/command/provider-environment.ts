import type { Configuration } from "@perdure/cli";
import { createFailure } from "@perdure/failures";
import { credentialsOf, isProviderName, PROVIDERS, variablesToSet } from "@perdure/operators";

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with what the user's own configuration says about providers; what the environment says itself counts more. */
export function providerEnvironment({ providers }: Configuration, environment: Environment): Environment {
  const added: Record<string, string> = {};
  for (const [name, { base_url, api_key_variable }] of Object.entries(providers)) {
    if (!isProviderName(name)) {
      throw createFailure("perdure.configuration_invalid", {
        message: `There is no provider ${name}; there are ${PROVIDERS.join(", ")}.`,
      });
    }
    const own = credentialsOf(name, environment);
    const { key, address } = variablesToSet(name);
    if (base_url !== undefined && own.base_url === undefined) added[address] = base_url;
    const value = api_key_variable === undefined ? undefined : environment[api_key_variable];
    if (value !== undefined && own.api_key === undefined) added[key] = value;
  }
  return { ...environment, ...added };
}
