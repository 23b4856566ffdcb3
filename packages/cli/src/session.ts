import type { CommandContext } from "./command-context.ts";
import { chooseBackend, type BackendChoice } from "./configuration/choose-backend.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { loadConfiguration } from "./configuration/load-configuration.ts";
import type { Facade, FacadeRequest, ResolvedBackend, RunRecord } from "./ports.ts";

/** A project as a command found it. */
export interface Project {
  readonly configuration: Configuration;
  readonly state_folder: string;
  readonly folder: string;
}

/** Reads the configuration that counts for these folders, and finds the state folder (made when `create`). */
export async function openProject(
  { io, ports }: CommandContext,
  options: { readonly folders?: readonly string[]; readonly create: boolean },
): Promise<Project> {
  const folders = [...(options.folders ?? []), io.folder];
  const configuration = loadConfiguration({ folders, home: io.home, environment: io.environment });
  return { configuration, state_folder: await ports.stateFolder(io.folder, options.create), folder: io.folder };
}

/** A facade that checks, prepares and lists; it runs nothing. */
export function openPreparing(
  context: CommandContext,
  project: Project,
  options: Partial<Pick<FacadeRequest, "emulated" | "limits">> = {},
): Promise<Facade> {
  return context.ports.openFacade({
    state_folder: project.state_folder,
    project: project.folder,
    configuration: project.configuration,
    environment: context.io.environment,
    emulated: options.emulated ?? false,
    limits: options.limits ?? {},
  });
}

/** A backend that is open, with its facade. */
export interface Session {
  readonly mode: string;
  readonly facade: Facade;
  readonly backend: ResolvedBackend;
  close(): Promise<void>;
}

/** Opens the backend that a run's record names. */
export function openRecorded(
  context: CommandContext,
  project: Project,
  record: RunRecord,
  say: (line: string) => void,
): Promise<Session> {
  return openSession(context, project, record.backend, say, record);
}

/** The backend that flags, environment and configuration choose. */
export function chosenMode(
  { io }: CommandContext,
  project: Project,
  choice: BackendChoice,
): { readonly mode: string; readonly why: string } {
  return chooseBackend(choice, io.environment, project.configuration);
}

/** Opens a backend by its name, and the facade on it. */
export async function openSession(
  context: CommandContext,
  project: Project,
  mode: string,
  say: (line: string) => void,
  record?: RunRecord,
): Promise<Session> {
  const backend = await context.ports.resolveBackend({
    mode,
    configuration: project.configuration,
    state_folder: project.state_folder,
    project: project.folder,
    record,
    say,
  });
  const facade = await context.ports.openFacade({
    backend: backend.factory,
    state_folder: project.state_folder,
    project: project.folder,
    configuration: project.configuration,
    environment: context.io.environment,
    emulated: record?.providers.includes("emulated") ?? false,
    limits: {},
  });
  return {
    mode,
    facade,
    backend,
    close: async () => {
      await facade.close();
      await backend.close();
    },
  };
}
