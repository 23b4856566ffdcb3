import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { Configuration, ProviderConfiguration, Trust } from "./configuration.ts";
import { findProjectFile, isMissing } from "./find-project-file.ts";
import { readConfiguration, redirect, type Settings } from "./read-configuration.ts";
import { readTemporalProfile, userConfigurationFolder } from "./temporal-profile.ts";

type Environment = Readonly<Record<string, string | undefined>>;
export interface ConfigurationPlaces {
  /** The folders from which `perdure.toml` is looked for upwards, the first find counts. */
  readonly folders: readonly string[];
  readonly home: string;
  readonly environment: Environment;
  /** Settings that the person trusts the project with, by their full names. */
  readonly trusted?: readonly string[] | undefined;
}

/**
 * The configuration that counts: the project's file over the user's own, that over Temporal's own profile, and the environment over
 * all of them where it has a say.
 * An API key is never sent to a Temporal server that only a project names, unless the person trusts it.
 */
export function loadConfiguration({ folders, home, environment, trusted = [] }: ConfigurationPlaces): Configuration {
  const projectFile = folders.map(findProjectFile).find((file) => file !== undefined);
  const userFile = join(userConfigurationFolder(home, environment), "perdure", "config.toml");
  const profile = readTemporalProfile(home, environment);
  const user: Settings = new Map([...profile.settings, ...readFile(userFile, "user", [])]);
  const project = projectFile === undefined ? NOTHING : readFile(projectFile, "project", trusted);
  const settings: Settings = new Map([...merge(user, project), ...fromEnvironment(environment)]);
  const address = settings.get("temporal.address");
  const isOnlyNamedByProject =
    address?.place?.file === projectFile && user.get("temporal.address")?.value !== address?.value;
  if (settings.has("temporal.api_key") && address?.place !== undefined && isOnlyNamedByProject) {
    if (!trusted.includes("temporal.address")) throw redirect("temporal.address", address.place);
  }
  // What a profile asks for beside its address concerns that address alone.
  const { unsupported } = profile;
  const concerns = unsupported !== undefined && unsupported.file === address?.place?.file;
  return toConfiguration(settings, projectFile, concerns ? unsupported : undefined);
}

const NOTHING: Settings = new Map();

function fromEnvironment(environment: Environment): Settings {
  const variables = {
    "temporal.address": environment["TEMPORAL_ADDRESS"],
    "temporal.namespace": environment["TEMPORAL_NAMESPACE"],
    "temporal.api_key": environment["TEMPORAL_API_KEY"],
  };
  return new Map(
    Object.entries(variables).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, { value }] as const],
    ),
  );
}

/** The project's settings over the user's. Who says anything about the backend says all of it. */
function merge(user: Settings, project: Settings): Settings {
  const choosing = ["backend", "temporal.is_enabled"];
  const isChosen = choosing.some((name) => project.has(name));
  return new Map([...[...user].filter(([name]) => !isChosen || !choosing.includes(name)), ...project]);
}

function toConfiguration(
  settings: Settings,
  projectFile: string | undefined,
  unsupported: Configuration["temporal"]["unsupported"],
): Configuration {
  // Each value was checked against what its setting must be.
  const value = (name: string): Json | undefined => settings.get(name)?.value;
  const text = (name: string) => value(name) as string | undefined;
  const count = (name: string) => value(name) as number | undefined;
  return {
    ...(projectFile === undefined ? {} : { project_file: projectFile }),
    backend: text("backend"),
    functions: (value("functions") as readonly string[] | undefined) ?? [],
    output_dir: text("output_dir"),
    max_concurrency: count("max_concurrency"),
    transport_max_retries: count("transport_max_retries"),
    temporal: {
      is_enabled: value("temporal.is_enabled") as boolean | undefined,
      address: text("temporal.address"),
      namespace: text("temporal.namespace"),
      worker: (value("temporal.worker") as "embedded" | "fleet" | undefined) ?? "embedded",
      task_queue: text("temporal.task_queue"),
      api_key: text("temporal.api_key"),
      unsupported,
    },
    mistral_workflows: {
      mode: text("mistral_workflows.mode"),
      host: text("mistral_workflows.host") as "temporal" | undefined,
      address: text("mistral_workflows.address"),
      namespace: text("mistral_workflows.namespace"),
      task_queue: text("mistral_workflows.task_queue"),
    },
    providers: providersOf(settings),
    places: Object.fromEntries(
      [...settings].flatMap(([name, { place }]) => (place === undefined ? [] : [[name, place] as const])),
    ),
  };
}

function providersOf(settings: Settings): Configuration["providers"] {
  const providers = new Map<string, ProviderConfiguration>();
  for (const [key, { value }] of settings) {
    const [, name, member] = /^providers\.(.*)\.([a-z_]+)$/u.exec(key) ?? [];
    if (name !== undefined && member !== undefined) providers.set(name, { ...providers.get(name), [member]: value });
  }
  return Object.fromEntries(providers);
}

function readFile(path: string, trust: Trust, trusted: readonly string[]): Settings {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return NOTHING;
    throw createFailure("perdure.file_unreadable", {
      message: "The configuration file cannot be read.",
      location: { file: path },
      cause: error,
    });
  }
  return readConfiguration({ path, text, trust, trusted });
}
