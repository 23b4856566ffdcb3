import { isAbsolute, normalize, sep } from "node:path";
import { didYouMean, type Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { SettingPlace, Trust } from "./configuration.ts";
import { isKnownTable, KNOWN_SETTINGS, knownSetting, valueProblem } from "./known-settings.ts";
import { readSettings, type Setting } from "./located-toml.ts";
import { isMistralWorkflows } from "./mistral-workflows-names.ts";

/** A configuration file as it was read by the caller. */
export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
  readonly trust: Trust;
  /** Settings that a person trusts a project with, by their full names. */
  readonly trusted: readonly string[];
}

/** Checked settings by their full names. What the environment says has no place in a file. */
export type Settings = ReadonlyMap<string, LocatedSetting>;
interface LocatedSetting {
  readonly value: Json;
  readonly place?: SettingPlace;
}

/** Where credentials go when a project's file may not say it. */
const USER_CONFIGURATION = "~/.config/perdure/config.toml";

/**
 * The settings of one file. Throws `perdure.configuration_invalid` for an unknown key, a wrong value or a disagreement, and
 * `perdure.credential_redirect_refused` for a project that says where a credential goes; both name file, line and column.
 */
export function readConfiguration(file: ConfigurationFile): Settings {
  const settings = new Map<string, Required<LocatedSetting>>();
  for (const setting of readSettings(file.path, file.text)) {
    if (setting.value === undefined) checkTable(file, setting);
    else {
      checkSetting(file, setting, setting.value);
      settings.set(setting.key.join("."), { value: setting.value, place: placeOf(file, setting) });
    }
  }
  checkAgreement(settings);
  return settings;
}

function checkTable(file: ConfigurationFile, { key, is_repeated, ...place }: Setting): void {
  if (is_repeated !== true && isKnownTable(key)) return;
  const name = key.join(".");
  const tables = ["temporal", "mistral_workflows", "providers"];
  const near = isKnownTable(key) ? name : didYouMean(name, tables);
  throw invalid(
    placeOf(file, place),
    `There is no table [${is_repeated === true ? `[${name}]` : name}]${near === undefined ? "." : `; did you mean [${near}]?`}`,
    near === undefined
      ? `Remove it; there are [temporal], [mistral_workflows] and [providers.<name>].`
      : `Write [${near}].`,
  );
}

function checkSetting(file: ConfigurationFile, setting: Setting, value: Json): void {
  const name = setting.key.join(".");
  const place = placeOf(file, setting);
  const known = knownSetting(setting.key);
  if (known === undefined) {
    const near = didYouMean(name, Object.keys(KNOWN_SETTINGS));
    throw invalid(
      place,
      isKnownTable(setting.key)
        ? `${name} is a table: [${name}].`
        : `There is no setting ${name}${near === undefined ? "." : `; did you mean ${near}?`}`,
      near === undefined ? `Remove ${name}.` : `Write ${near}, or remove ${name}.`,
    );
  }
  if (known.is_trusted && file.trust === "project" && !file.trusted.includes(name)) throw redirect(name, place);
  const problem = valueProblem(known.kind, value);
  if (problem !== undefined) throw invalid(place, `${name} ${problem}.`, `Correct ${name}.`);
  if (name === "output_dir" && file.trust === "project" && leavesProject(value as string)) {
    throw invalid(place, "A project's output_dir must be a folder inside the project.", "Choose another folder.");
  }
  if (name === "temporal.codec") {
    throw invalid(place, "A payload codec is not supported by this version.", "Remove temporal.codec.");
  }
}

/** The refusal of a project's word on where a credential goes. */
export function redirect(name: string, place: SettingPlace): Error {
  return createFailure("perdure.credential_redirect_refused", {
    message: `A project's file may not set ${name} unasked: it says where a credential goes.`,
    user_action: {
      kind: "fix_configuration",
      detail: `To trust this file with it once, add --trust ${name} to the command; for good, set it in ${USER_CONFIGURATION} and remove it here.`,
    },
    location: place,
  });
}

const leavesProject = (folder: string): boolean => isAbsolute(folder) || normalize(folder).split(sep)[0] === "..";

function checkAgreement(settings: ReadonlyMap<string, Required<LocatedSetting>>): void {
  const backend = settings.get("backend");
  const enabled = settings.get("temporal.is_enabled");
  if (backend === undefined || enabled === undefined) return;
  if ((backend.value === "temporal") === enabled.value) return;
  // It has no effect there, and whoever runs says so.
  if (isMistralWorkflows(backend.value)) return;
  throw invalid(
    enabled.place,
    `temporal.is_enabled is ${JSON.stringify(enabled.value)}, but line ${backend.place.line} says backend = ${JSON.stringify(backend.value)}.`,
    "Keep one of the two.",
  );
}

const placeOf = (file: ConfigurationFile, { line, column }: Pick<Setting, "line" | "column">): SettingPlace => ({
  file: file.path,
  line,
  column,
});

function invalid(location: SettingPlace, message: string, detail: string): Error {
  return createFailure("perdure.configuration_invalid", {
    message,
    user_action: { kind: "fix_configuration", detail },
    location,
  });
}
