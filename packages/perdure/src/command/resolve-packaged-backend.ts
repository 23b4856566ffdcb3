import { isBuiltin } from "node:module";
import type { BackendRequest, ResolvedBackend } from "@perdure/cli";
import type { BackendFactory } from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import { importFromProject } from "./project-package.ts";

// A name that npm would take. Paths are not looked up: a setting must not name a file.
const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/u;
const OURS = "Choose direct, journal, temporal or mistral-workflows.";

/**
 * A backend of somebody else's package, which exports its factory as `backend`. Rejects with `perdure.backend_not_installed`, which
 * names the command that installs it, and with `perdure.backend_unknown` for what is no such package.
 */
export async function resolvePackagedBackend({ mode, project }: BackendRequest): Promise<ResolvedBackend> {
  if (!PACKAGE_NAME.test(mode) || isBuiltin(mode)) throw unknown(`There is no backend ${mode}.`, OURS);
  const imported = await importFromProject(mode, project, { beside: false });
  if (!imported.found) throw missing(mode, imported.incomplete);
  const { backend } = imported.exports;
  if (typeof backend !== "function") {
    throw unknown(`The package ${mode} is no backend: it exports no function named backend.`, OURS);
  }
  return {
    factory: backend as BackendFactory,
    description: mode,
    details: {},
    close: () => Promise.resolve(),
  };
}

function missing(name: string, incomplete: Error | undefined): FailureError {
  // A plain word is more likely a slip than a package: nobody is sent to install what a stranger put under it.
  if (incomplete === undefined && !name.startsWith("@") && !name.includes("perdure")) {
    return unknown(`There is no backend ${name}, and no package of this name in the project.`, OURS);
  }
  return createFailure("perdure.backend_not_installed", {
    message:
      incomplete === undefined
        ? `The package ${name} is not installed in this project.`
        : `A package that ${name} needs is not installed.`,
    user_action: { kind: "fix_configuration", detail: `Install it: npm install ${name}` },
    cause: incomplete,
  });
}

const unknown = (message: string, detail: string): FailureError =>
  createFailure("perdure.backend_unknown", { message, user_action: { kind: "fix_configuration", detail } });
