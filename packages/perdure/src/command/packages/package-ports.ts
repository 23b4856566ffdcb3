import type { PackagePorts } from "@perdure/cli";
import { nodeFileSystem, packageCacheFolder } from "../../packages/node-file-system.ts";

/** What the package commands need of the machine: its disk, the user's cache, and git. */
export const packagePorts: PackagePorts = {
  files: nodeFileSystem,
  cache: async (environment) => {
    const { createPackageCache } = await import("./package-cache.ts");
    return createPackageCache(packageCacheFolder(environment));
  },
  repositories: async (environment, replaced) => {
    const { createGitRepositories } = await import("./git-repositories.ts");
    return createGitRepositories(environment, replaced);
  },
};
