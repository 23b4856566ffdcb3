import { join } from "node:path";
import type { BackendRequest, ResolvedBackend } from "@perdure/cli";
import { resolvePackagedBackend } from "./resolve-packaged-backend.ts";
import { resolveTemporal } from "./resolve-temporal.ts";

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
      return resolvePackagedBackend(request);
  }
}

const close = (): Promise<void> => Promise.resolve();
