import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createFailure } from "@perdure/failures";
import { EMPTY_CONFIGURATION, type Configuration } from "./configuration.ts";
import { readConfiguration, USER_CONFIGURATION } from "./read-configuration.ts";

type Environment = Readonly<Record<string, string | undefined>>;
export interface ConfigurationPlaces {
  /** The folders from which `perdure.toml` is looked for upwards, the first find counts. */
  readonly folders: readonly string[];
  readonly home: string;
  readonly environment: Environment;
}

/**
 * The configuration that counts: the project's file over the user's own, the environment over both where it has a say.
 * A project's Temporal address never receives the user's API key.
 */
export function loadConfiguration({ folders, home, environment }: ConfigurationPlaces): Configuration {
  const projectFile = folders.map(findUpwards).find((file) => file !== undefined);
  const userFile = join(environment["XDG_CONFIG_HOME"] ?? join(home, ".config"), "perdure", "config.toml");
  const user = readFile(userFile, "user") ?? EMPTY_CONFIGURATION;
  const project = projectFile === undefined ? undefined : readFile(projectFile, "project");
  const merged = project === undefined ? user : merge(user, project);
  const temporal = {
    ...merged.temporal,
    ...present({
      address: environment["TEMPORAL_ADDRESS"],
      namespace: environment["TEMPORAL_NAMESPACE"],
      api_key: environment["TEMPORAL_API_KEY"],
    }),
  };
  const isProjectAddress = project?.temporal.address !== undefined && temporal.address === project.temporal.address;
  if (temporal.api_key !== undefined && isProjectAddress && user.temporal.address !== temporal.address) {
    throw createFailure("perdure.credential_redirect_refused", {
      message: "A project's file names the Temporal server that your API key would be sent to.",
      user_action: {
        kind: "fix_configuration",
        detail: `Set temporal.address in your own ${USER_CONFIGURATION} or TEMPORAL_ADDRESS if you trust it.`,
      },
      ...(projectFile === undefined ? {} : { location: { file: projectFile } }),
    });
  }
  return { ...merged, temporal };
}

function merge(user: Configuration, project: Configuration): Configuration {
  return {
    ...user,
    ...present(project),
    functions: project.functions.length > 0 ? project.functions : user.functions,
    temporal: { ...user.temporal, ...present(project.temporal) },
    providers: user.providers,
  };
}

function present<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined && item !== ""),
  ) as Partial<T>;
}

function readFile(path: string, trust: "project" | "user"): Configuration | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw createFailure("perdure.file_unreadable", {
      message: "The configuration file cannot be read.",
      location: { file: path },
      cause: error,
    });
  }
  return readConfiguration({ path, text, trust });
}

function findUpwards(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, "perdure.toml");
    try {
      readFileSync(file);
      return file;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "ENOENT" && code !== "ENOTDIR") return file;
    }
    if (dirname(at) === at) return undefined;
  }
}
