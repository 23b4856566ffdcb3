import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { createFailure } from "@perdure/failures";
import type { SettingPlace } from "./configuration.ts";
import { isMissing } from "./find-project-file.ts";
import { readSettings, type Setting } from "./located-toml.ts";
import type { Settings } from "./read-configuration.ts";

/** What Temporal's own profile says, as settings of the `[temporal]` table. */
export interface TemporalProfile {
  readonly settings: Settings;
  /** A part of the profile that this version cannot honour, where there is one. */
  readonly unsupported?: SettingPlace & { readonly name: string };
}

const READ = ["address", "namespace", "api_key"];
const HONOURED_ELSEWHERE = ["tls", "codec", "grpc_meta", "client_authority"];

/**
 * Reads the profile file that Temporal's own tools share: `TEMPORAL_CONFIG_FILE`, else the user's, the profile `TEMPORAL_PROFILE`, else
 * `default`. Throws where a file or a profile that is named does not exist.
 */
export function readTemporalProfile(
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): TemporalProfile {
  const { TEMPORAL_CONFIG_FILE: named = "", TEMPORAL_PROFILE: profile = "" } = environment;
  const file =
    named === "" ? join(userConfigurationFolder(home, environment), "temporalio", "temporal.toml") : resolve(named);
  const text = readText(file, named !== "");
  const chosen = profile === "" ? "default" : profile;
  const found = (text === undefined ? [] : readSettings(file, text)).filter(
    ({ key }) => key[0] === "profile" && key[1] === chosen,
  );
  if (profile !== "" && found.length === 0) throw noProfile(file, profile);
  const settings = new Map(
    found.flatMap((setting) => {
      const [, , member = "", ...deeper] = setting.key;
      const isRead =
        READ.includes(member) && deeper.length === 0 && typeof setting.value === "string" && setting.value !== "";
      if (!isRead || setting.value === undefined) return [];
      return [[`temporal.${member}`, { value: setting.value, place: placeOf(file, setting) }] as const];
    }),
  );
  const other = found.find(({ key: [, , member = ""] }) => HONOURED_ELSEWHERE.includes(member));
  if (other === undefined) return { settings };
  return { settings, unsupported: { ...placeOf(file, other), name: other.key.slice(2).join(".") } };
}

/** Where this user's programs keep their configuration. A relative folder is the project's to choose, not the user's: it counts as not set. */
export function userConfigurationFolder(
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const given = environment["XDG_CONFIG_HOME"];
  return given !== undefined && isAbsolute(given) ? given : join(home, ".config");
}

const placeOf = (file: string, { line, column }: Pick<Setting, "line" | "column">): SettingPlace => ({
  file,
  line,
  column,
});

function readText(file: string, isNamed: boolean): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error) && !isNamed) return undefined;
    throw createFailure("perdure.file_unreadable", {
      message: "Temporal's profile file cannot be read.",
      location: { file },
      cause: error,
    });
  }
}

function noProfile(file: string, profile: string): Error {
  return createFailure("perdure.configuration_invalid", {
    message: `TEMPORAL_PROFILE names the profile ${profile}, which the file does not have.`,
    user_action: { kind: "fix_configuration", detail: "Name a profile of the file, or unset TEMPORAL_PROFILE." },
    location: { file },
  });
}
