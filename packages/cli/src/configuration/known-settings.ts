import type { Json } from "@perdure/crate";

/** What a setting must be, and whether a project may say it. */
export interface KnownSetting {
  readonly kind: "text" | "texts" | "count" | "positive" | "boolean" | "worker" | "host";
  /** True for what says where a credential goes, or is one. */
  readonly is_trusted: boolean;
}
const open = (kind: KnownSetting["kind"]): KnownSetting => ({ kind, is_trusted: false });
const trusted = (kind: KnownSetting["kind"]): KnownSetting => ({ kind, is_trusted: true });

/** Every setting; `*` stands for any name. */
export const KNOWN_SETTINGS: Readonly<Record<string, KnownSetting>> = {
  backend: open("text"),
  functions: open("texts"),
  output_dir: open("text"),
  max_concurrency: open("positive"),
  transport_max_retries: open("count"),
  "temporal.is_enabled": open("boolean"),
  "temporal.address": open("text"),
  "temporal.namespace": open("text"),
  "temporal.worker": open("worker"),
  "temporal.task_queue": open("text"),
  "temporal.api_key": trusted("text"),
  "temporal.codec": trusted("text"),
  "mistral_workflows.mode": open("text"),
  "mistral_workflows.host": open("host"),
  "mistral_workflows.address": open("text"),
  "mistral_workflows.namespace": open("text"),
  "mistral_workflows.task_queue": open("text"),
  "providers.*.base_url": trusted("text"),
  "providers.*.api_key_variable": trusted("text"),
};

/** The setting of a key; undefined for an unknown one. */
export function knownSetting(key: readonly string[]): KnownSetting | undefined {
  const name = Object.keys(KNOWN_SETTINGS).find((known) => isSame(key, known.split(".")));
  return name === undefined ? undefined : KNOWN_SETTINGS[name];
}

/** Whether a table of this key can hold settings. */
export function isKnownTable(key: readonly string[]): boolean {
  return Object.keys(KNOWN_SETTINGS).some((known) => {
    const parts = known.split(".");
    return parts.length > key.length && isSame(key, parts.slice(0, key.length));
  });
}

/**
 * Whether `--trust` may name this setting: what only a trusted file may say, and the server that a key would be sent to.
 */
export function canBeTrusted(name: string): boolean {
  return name === "temporal.address" || knownSetting(name.split("."))?.is_trusted === true;
}

const isSame = (key: readonly string[], known: readonly string[]): boolean =>
  key.length === known.length && known.every((part, index) => part === "*" || part === key[index]);

/** What is wrong with a value; undefined when nothing is. */
export function valueProblem(kind: KnownSetting["kind"], value: Json): string | undefined {
  switch (kind) {
    case "text":
      return typeof value === "string" && value !== "" ? undefined : "must be a text that is not empty";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? undefined
        : "must be a list of texts";
    case "count":
      return Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : "must be a whole number";
    case "positive":
      return Number.isSafeInteger(value) && (value as number) >= 1 ? undefined : "must be a whole number of at least 1";
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false";
    case "worker":
      return value === "embedded" || value === "fleet" ? undefined : 'must be "embedded" or "fleet"';
    case "host":
      return value === "temporal" ? undefined : 'must be "temporal": no other workflow host can be configured';
  }
}
