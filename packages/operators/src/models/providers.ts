import { createFailure } from "@perdure/failures";
import type { Environment } from "./environment.ts";

/** The providers that this package can talk to, in the order in which a preset or alias chooses among those with a key. */
export const PROVIDERS = ["anthropic", "openai", "google", "mistral", "openai-compatible"] as const;
/** The name of a provider. */
export type ProviderName = (typeof PROVIDERS)[number];

/** How the environment gives a provider its credential and address. */
interface ProviderSettings {
  /** The first one that is set counts. */
  readonly keys: readonly [string, ...string[]];
  readonly baseUrl: string;
  /** Handles that belong to this provider and to no other. */
  readonly handles?: RegExp;
}
const SETTINGS: Readonly<Record<ProviderName, ProviderSettings>> = {
  anthropic: { keys: ["ANTHROPIC_API_KEY"], baseUrl: "ANTHROPIC_BASE_URL", handles: /^claude-/ },
  openai: { keys: ["OPENAI_API_KEY"], baseUrl: "OPENAI_BASE_URL", handles: /^(gpt-|chatgpt-|o[1-9](-|$))/ },
  google: {
    keys: ["GOOGLE_GENERATIVE_AI_API_KEY", "GEMINI_API_KEY"],
    baseUrl: "GOOGLE_GENERATIVE_AI_BASE_URL",
    handles: /^gemini-/,
  },
  mistral: {
    keys: ["MISTRAL_API_KEY"],
    baseUrl: "MISTRAL_BASE_URL",
    handles: /^(mistral|ministral|magistral|codestral|devstral|pixtral)-/,
  },
  "openai-compatible": { keys: ["PERDURE_OPENAI_COMPATIBLE_API_KEY"], baseUrl: "PERDURE_OPENAI_COMPATIBLE_BASE_URL" },
};
export const COMPATIBLE_MODEL = "PERDURE_OPENAI_COMPATIBLE_MODEL";
const ORDER = "PERDURE_PROVIDER_ORDER";

/** Whether a name is one of ours. */
export const isProviderName = (name: string): name is ProviderName => (PROVIDERS as readonly string[]).includes(name);

/** The key and address that the environment gives for a provider; both may be absent. */
export function credentialsOf(
  provider: ProviderName,
  environment: Environment,
): { readonly api_key?: string; readonly base_url?: string } {
  const { keys, baseUrl } = SETTINGS[provider];
  const key = keys.map((name) => environment[name]).find(isSet);
  const address = environment[baseUrl];
  return { ...(key === undefined ? {} : { api_key: key }), ...(isSet(address) ? { base_url: address } : {}) };
}

/** Whether a provider can be called: its key is set, or for a compatible address the address and the model. */
export function isAvailable(provider: ProviderName, environment: Environment): boolean {
  const { api_key, base_url } = credentialsOf(provider, environment);
  return provider === "openai-compatible"
    ? base_url !== undefined && isSet(environment[COMPATIBLE_MODEL])
    : api_key !== undefined;
}

/** The variables that make a provider available, for a message. */
export function variablesOf(provider: ProviderName): readonly string[] {
  return provider === "openai-compatible" ? [SETTINGS[provider].baseUrl, COMPATIBLE_MODEL] : SETTINGS[provider].keys;
}

/** The variables under which a key and an address are set for a provider. */
export function variablesToSet(provider: ProviderName): { readonly key: string; readonly address: string } {
  const { keys, baseUrl } = SETTINGS[provider];
  return { key: keys[0], address: baseUrl };
}

/** The provider that a bare handle belongs to by its name; undefined for a handle of nobody's. */
export function ownerOfHandle(handle: string, environment: Environment): ProviderName | undefined {
  if (isSet(environment[COMPATIBLE_MODEL]) && environment[COMPATIBLE_MODEL] === handle) return "openai-compatible";
  return PROVIDERS.find((provider) => SETTINGS[provider].handles?.test(handle) === true);
}

/** The stated order, with the names of PERDURE_PROVIDER_ORDER first. Throws `perdure.configuration_invalid` for a name of nobody's. */
export function providerOrder(environment: Environment): readonly ProviderName[] {
  const wished = (environment[ORDER] ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = wished.find((name) => !isProviderName(name));
  if (unknown !== undefined) {
    throw createFailure("perdure.configuration_invalid", {
      message: `${ORDER} names ${unknown}; it can name ${PROVIDERS.join(", ")}.`,
    });
  }
  return [...new Set([...wished.filter(isProviderName), ...PROVIDERS])];
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";
