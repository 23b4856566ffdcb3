import { join } from "node:path";
import { isMistralWorkflows } from "@perdure/cli";
import type { BackendRequest, ResolvedBackend } from "@perdure/cli";
import { resolveMistralWorkflows } from "./resolve-mistral-workflows.ts";
import { resolvePackagedBackend } from "./resolve-packaged-backend.ts";
import { resolveTemporal } from "./resolve-temporal.ts";
import { importTemporal } from "./temporal-package.ts";

/**
 * The backend of a name, ready to be opened: one of ours, else of a package in the user's project. Rejects with
 * `perdure.backend_unknown`, `perdure.backend_not_installed` or what the backend's server says.
 */
export async function resolveBackend(request: BackendRequest): Promise<ResolvedBackend> {
  switch (request.mode) {
    case "direct": {
      const { direct } = await import("@perdure/direct");
      return { factory: direct(), description: "direct, in this process", details: {}, close };
    }
    case "journal": {
      const { journal } = await import("@perdure/journal");
      const file = join(request.state_folder, "journal.sqlite");
      return { factory: journal({ file }), description: "journal, durable on this machine", details: {}, close };
    }
    case "temporal":
      return resolveTemporal(request);
    default:
      return isMistralWorkflows(request.mode) ? resolveMistralWorkflows(request) : resolvePackagedBackend(request);
  }
}

/** Rejects where the backend of a name is unknown, not installed, or lacks the host that it needs. Nothing is started or written. */
export async function checkBackend(request: BackendRequest): Promise<void> {
  switch (request.mode) {
    case "direct":
    case "journal":
      return;
    case "temporal":
      return void (await importTemporal("client", request.project));
    default:
      // What is said, is said when it is opened.
      return (await resolveBackend({ ...request, say: () => undefined })).close();
  }
}

const close = (): Promise<void> => Promise.resolve();
