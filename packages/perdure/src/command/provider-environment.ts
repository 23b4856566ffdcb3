import type { Configuration } from "@perdure/cli";
import { createFailure } from "@perdure/failures";

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables through which a provider's address and key are known. */
const VARIABLES: Readonly<Record<string, { readonly key: string; readonly address: string }>> = {
  anthropic: { key: "ANTHROPIC_API_KEY", address: "ANTHROPIC_BASE_URL" },
  openai: { key: "OPENAI_API_KEY", address: "OPENAI_BASE_URL" },
  google: { key: "GOOGLE_GENERATIVE_AI_API_KEY", address: "GOOGLE_GENERATIVE_AI_BASE_URL" },
  mistral: { key: "MISTRAL_API_KEY", address: "MISTRAL_BASE_URL" },
  "openai-compatible": { key: "PERDURE_OPENAI_COMPATIBLE_API_KEY", address: "PERDURE_OPENAI_COMPATIBLE_BASE_URL" },
};

/** The environment with what the user's own configuration says about providers; what the environment says itself counts more. */
export function providerEnvironment({ providers }: Configuration, environment: Environment): Environment {
  const added: Record<string, string> = {};
  for (const [name, { base_url, api_key_variable }] of Object.entries(providers)) {
    const variables = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    if (variables === undefined) {
      throw createFailure("perdure.configuration_invalid", {
        message: `There is no provider ${name}; there are ${Object.keys(VARIABLES).join(", ")}.`,
      });
    }
    if (base_url !== undefined) added[variables.address] = base_url;
    const key = api_key_variable === undefined ? undefined : environment[api_key_variable];
    if (key !== undefined) added[variables.key] = key;
  }
  return { ...added, ...environment };
}
