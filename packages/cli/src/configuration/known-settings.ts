import type { Json } from "@perdure/crate";

/** What a setting must be, and whether a project may say it. */
export interface KnownSetting {
  readonly kind: "text" | "texts" | "count" | "boolean" | "worker";
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
  max_concurrency: open("count"),
  transport_max_retries: open("count"),
  "temporal.is_enabled": open("boolean"),
  "temporal.address": open("text"),
  "temporal.namespace": open("text"),
  "temporal.worker": open("worker"),
  "temporal.task_queue": open("text"),
  "temporal.api_key": trusted("text"),
  "temporal.codec": trusted("text"),
  "providers.*.base_url": trusted("text"),
  "providers.*.api_key_variable": trusted("text"),
};

/** The setting of a key; undefined for an unknown one. */
export function knownSetting(key: readonly string[]): KnownSetting | undefined {
  const name = key[0] === "providers" && key.length === 3 ? `providers.*.${key[2]}` : key.join(".");
  return Object.hasOwn(KNOWN_SETTINGS, name) ? KNOWN_SETTINGS[name] : undefined;
}

/** What is wrong with a value; undefined when nothing is. */
export function valueProblem(kind: KnownSetting["kind"], value: Json): string | undefined {
  switch (kind) {
    case "text":
      return typeof value === "string" && value !== "" ? undefined : "must be a text";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? undefined
        : "must be a list of texts";
    case "count":
      return typeof value === "number" && Number.isInteger(value) && value >= 0 ? undefined : "must be a whole number";
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false";
    case "worker":
      return value === "embedded" || value === "fleet" ? undefined : 'must be "embedded" or "fleet"';
  }
}
