import { join } from "node:path";
import { createFailure } from "@perdure/failures";
import type { CommandContext } from "./command-context.ts";
import type { ChosenBackend } from "./configuration/choose-backend.ts";
import { EMPTY_CONFIGURATION, type Configuration } from "./configuration/configuration.ts";
import { loadConfiguration } from "./configuration/load-configuration.ts";
import { methodFolder } from "./methods/method-folder.ts";
import type { BackendRequest, Facade, FacadeRequest, ResolvedBackend, RunRecord } from "./ports.ts";

/** A project as a command found it. */
export interface Project {
  readonly configuration: Configuration;
  readonly state_folder: string;
  readonly folder: string;
}

/**
 * The project with the configuration that counts for a method (a file or a folder), or for the folder of the command. Its state
 * folder is made with `create` only.
 */
export async function openProject(
  { io, ports, trusted }: CommandContext,
  { method, create = false }: { readonly method?: string | undefined; readonly create?: boolean } = {},
): Promise<Project> {
  const folders = method === undefined ? [io.folder] : [methodFolder(method), io.folder];
  const configuration = loadConfiguration({ folders, home: io.home, environment: io.environment, trusted });
  return { configuration, state_folder: await ports.stateFolder(io.folder, create), folder: io.folder };
}

/** A facade that checks, prepares and lists. It runs no method, and the project's own code only with `functions`. */
export function openPreparing(
  context: CommandContext,
  project: Project,
  options: Partial<Pick<FacadeRequest, "emulated" | "limits" | "functions">> = {},
): Promise<Facade> {
  return context.ports.openFacade({
    state_folder: project.state_folder,
    project: project.folder,
    configuration: project.configuration,
    environment: context.io.environment,
    emulated: options.emulated ?? false,
    functions: options.functions ?? false,
    limits: options.limits ?? {},
  });
}

/** Uses a facade that needs no configuration, so that none can be in its way. */
export async function withRecords<Value>(
  context: CommandContext,
  use: (facade: Facade) => Promise<Value>,
): Promise<Value> {
  const { io, ports } = context;
  const state_folder = await ports.stateFolder(io.folder, false);
  const project = { configuration: EMPTY_CONFIGURATION, state_folder, folder: io.folder };
  const facade = await openPreparing(context, project);
  try {
    return await use(facade);
  } finally {
    await facade.close();
  }
}

/** A backend that is open, with its facade. */
export interface Session {
  readonly mode: string;
  readonly facade: Facade;
  readonly backend: ResolvedBackend;
  close(): Promise<void>;
}

/** The record of a run, and the backend that it names, opened with the configuration of the run's method. */
export async function openRecorded(
  context: CommandContext,
  record: RunRecord,
  options: { readonly say: (line: string) => void; readonly functions: boolean },
): Promise<Session> {
  const project = await openProject(context, record.method === "" ? {} : { method: record.method });
  return openSession(context, project, { mode: record.backend }, { ...options, record });
}

/** Where the results of a recorded run go; a run of the library names no place. */
export const resultsOf = ({ io }: CommandContext, { results, run_id }: RunRecord): string =>
  results === "" ? join(io.folder, "results", run_id) : results;

/** What is asked of a backend by its name; where its name stands in a file is kept for what may be wrong with it. */
function backendRequest(
  context: CommandContext,
  project: Project,
  { mode, place }: Pick<ChosenBackend, "mode" | "place">,
  { say, record }: { readonly say: (line: string) => void; readonly record?: RunRecord | undefined },
): BackendRequest {
  if (place !== undefined) context.places.set("perdure.backend_unknown", place);
  const { configuration, state_folder, folder } = project;
  return { mode, configuration, state_folder, project: folder, record, say };
}

/** Rejects where a chosen backend cannot be had, before anything is prepared, written or started. */
export const checkBackend = (context: CommandContext, project: Project, chosen: ChosenBackend): Promise<void> =>
  context.ports.checkBackend(backendRequest(context, project, chosen, { say: () => undefined }));

/** Opens a backend by its name, and the facade on it; with `functions` it can run the steps of a run itself. */
export async function openSession(
  context: CommandContext,
  project: Project,
  { mode, place }: Pick<ChosenBackend, "mode" | "place">,
  options: {
    readonly say: (line: string) => void;
    readonly functions: boolean;
    readonly record?: RunRecord;
  },
): Promise<Session> {
  const { say, functions, record } = options;
  if (mode === "temporal") checkProfile(project.configuration);
  const request = backendRequest(context, project, { mode, place }, { say, record });
  const address = project.configuration.places["temporal.address"];
  // A run's record names its own server, whatever is configured now.
  if (address !== undefined && record === undefined) context.places.set("perdure.backend_unreachable", address);
  const backend = await context.ports.resolveBackend(request);
  try {
    const facade = await context.ports.openFacade({
      backend: backend.factory,
      state_folder: project.state_folder,
      project: project.folder,
      configuration: project.configuration,
      environment: context.io.environment,
      emulated: record?.providers.includes("emulated") ?? false,
      functions,
      limits: {},
    });
    return { mode, facade, backend, close: () => closeBoth(facade, backend) };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/** A connection without what its profile asks for would only look like a server that does not answer. */
function checkProfile({ temporal: { unsupported } }: Configuration): void {
  if (unsupported === undefined) return;
  const { name, ...location } = unsupported;
  throw createFailure("runtime.unsupported", {
    message: `Temporal's profile sets ${name}, which this version cannot use.`,
    user_action: {
      kind: "fix_configuration",
      detail: "Choose another profile with TEMPORAL_PROFILE, or remove it there.",
    },
    location,
  });
}

async function closeBoth(facade: Facade, backend: ResolvedBackend): Promise<void> {
  try {
    await facade.close();
  } finally {
    await backend.close();
  }
}
