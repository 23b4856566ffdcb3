import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { CommandPorts, Configuration, Facade, FacadeRequest } from "@perdure/cli";
import { createMethodReader } from "../method-reader.ts";
import { ensureStateFolder, findStateFolder } from "../state-folder.ts";
import { createDevServerPort } from "./dev-server-port.ts";
import { packagePorts } from "./packages/package-ports.ts";
import { checkBackend, resolveBackend } from "./resolve-backend.ts";

/** What the command is handed: the facade, and the only code that knows which backends there are. */
export function createCommandPorts(): CommandPorts {
  return {
    version: (createRequire(import.meta.url)("perdure/package.json") as { readonly version: string }).version,
    stateFolder: (folder, create) => {
      const stateFolder = findStateFolder(folder);
      if (create) ensureStateFolder(stateFolder);
      return Promise.resolve(stateFolder);
    },
    openReader: ({ folder, environment }) => createMethodReader(folder, environment),
    openFacade,
    checkBackend,
    resolveBackend,
    devServer: createDevServerPort(),
    packages: packagePorts,
  };
}

async function openFacade(request: FacadeRequest): Promise<Facade> {
  const { backend, state_folder, project, configuration, environment, emulated, functions, limits } = request;
  // Help and version load nothing of the runtime.
  const { createPerdure } = await import("../create-perdure.ts");
  const { loadFunctions } = await import("../load-functions.ts");
  const { providerEnvironment } = await import("./provider-environment.ts");
  return createPerdure({
    backend,
    folder: project,
    state_folder,
    functions: functions ? await loadFunctions(configuration.functions, functionsFolder(configuration, project)) : {},
    environment: providerEnvironment(configuration, environment),
    emulated,
    max_concurrency: limits.max_concurrency ?? configuration.max_concurrency,
    transport_max_retries: limits.transport_max_retries ?? configuration.transport_max_retries,
  });
}

const functionsFolder = ({ project_file: file }: Configuration, project: string): string =>
  file === undefined ? project : dirname(file);
