import { isAbsolute, normalize, sep } from "node:path";
import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { Configuration, ProviderConfiguration, Trust } from "./configuration.ts";
import { KNOWN_SETTINGS, knownSetting, valueProblem } from "./known-settings.ts";
import { readSettings, type Setting } from "./located-toml.ts";
import { nearestName } from "./nearest-name.ts";

/** A configuration file as it was read by the caller. */
export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
  readonly trust: Trust;
}

/** Where credentials go when a project's file may not say it. */
export const USER_CONFIGURATION = "~/.config/perdure/config.toml";

/**
 * The settings of one file. Throws `perdure.configuration_invalid` for an unknown key, a wrong value or a disagreement, and
 * `perdure.credential_redirect_refused` for a project that says where a credential goes; both name file, line and column.
 */
export function readConfiguration(file: ConfigurationFile): Configuration {
  const settings = readSettings(file.path, file.text);
  for (const setting of settings) checkSetting(file, setting);
  const value = (name: string): Json | undefined => settings.findLast(({ key }) => key.join(".") === name)?.value;
  const text = (name: string) => value(name) as string | undefined;
  const configuration: Configuration = {
    ...(file.trust === "project" ? { project_file: file.path } : {}),
    backend: text("backend"),
    functions: (value("functions") as readonly string[] | undefined) ?? [],
    output_dir: text("output_dir"),
    max_concurrency: value("max_concurrency") as number | undefined,
    transport_max_retries: value("transport_max_retries") as number | undefined,
    temporal: {
      is_enabled: value("temporal.is_enabled") as boolean | undefined,
      address: text("temporal.address"),
      namespace: text("temporal.namespace"),
      worker: (value("temporal.worker") as "embedded" | "fleet" | undefined) ?? "embedded",
      task_queue: text("temporal.task_queue"),
      api_key: text("temporal.api_key"),
    },
    providers: providersOf(settings),
  };
  checkAgreement(file, configuration, settings);
  return configuration;
}

function checkSetting(file: ConfigurationFile, setting: Setting): void {
  const name = setting.key.join(".");
  const known = knownSetting(setting.key);
  if (known === undefined) {
    const near = nearestName(name, Object.keys(KNOWN_SETTINGS));
    throw invalid(
      file,
      setting,
      `There is no setting ${name}${near === undefined ? "." : `; did you mean ${near}?`}`,
      near === undefined ? `Remove ${name}.` : `Write ${near}, or remove ${name}.`,
    );
  }
  if (known.is_trusted && file.trust === "project") {
    throw createFailure("perdure.credential_redirect_refused", {
      message: `A project's file may not set ${name}: it says where a credential goes.`,
      user_action: {
        kind: "fix_configuration",
        detail: `Remove ${name} here; set it in your own ${USER_CONFIGURATION} if you trust it.`,
      },
      location: { file: file.path, line: setting.line, column: setting.column },
    });
  }
  const problem = valueProblem(known.kind, setting.value);
  if (problem !== undefined) throw invalid(file, setting, `${name} ${problem}.`);
  if (name === "output_dir" && file.trust === "project" && leavesProject(setting.value as string)) {
    throw invalid(file, setting, "A project's output_dir must be a folder inside the project.");
  }
  if (name === "temporal.codec") throw invalid(file, setting, "A payload codec is not supported by this version.");
}

const leavesProject = (folder: string): boolean => isAbsolute(folder) || normalize(folder).split(sep)[0] === "..";

function checkAgreement(
  file: ConfigurationFile,
  { backend, temporal }: Configuration,
  settings: readonly Setting[],
): void {
  if (backend === undefined || temporal.is_enabled === undefined) return;
  if ((backend === "temporal") === temporal.is_enabled) return;
  const setting = settings.findLast(({ key }) => key.join(".") === "temporal.is_enabled");
  const other = settings.findLast(({ key }) => key.join(".") === "backend");
  throw invalid(
    file,
    setting ?? { line: 1, column: 1 },
    `temporal.is_enabled is ${temporal.is_enabled}, but line ${other?.line ?? 1} says backend = "${backend}".`,
    "Keep one of the two.",
  );
}

function providersOf(settings: readonly Setting[]): Configuration["providers"] {
  const providers: Record<string, ProviderConfiguration> = {};
  for (const { key, value } of settings) {
    const [group, name, member] = key;
    if (group !== "providers" || name === undefined || member === undefined) continue;
    providers[name] = { ...(Object.hasOwn(providers, name) ? providers[name] : {}), [member]: value };
  }
  return providers;
}

function invalid(
  file: ConfigurationFile,
  place: { readonly line: number; readonly column: number },
  message: string,
  detail?: string,
): Error {
  return createFailure("perdure.configuration_invalid", {
    message,
    ...(detail === undefined ? {} : { user_action: { kind: "fix_configuration", detail } }),
    location: { file: file.path, line: place.line, column: place.column },
  });
}
