import { unusableParams } from "./unusable-package.ts";
import { byCodePoint } from "@perdure/crate";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { repositoryOf } from "./address.ts";
import type { PackageFile } from "./hash-package.ts";
import { packagesIn } from "./locate-package.ts";
import type { Manifest } from "./manifest.ts";
import type { PackageProblem } from "./package-problem.ts";
import { readManifest } from "./read-manifest.ts";
import { readWholePackage, textsOfPackage } from "./read-package.ts";
import type { Repositories } from "./repositories.ts";
import { parseVersion } from "./semver.ts";

/** A version of a package as its repository has it. */
export interface FetchedPackage {
  readonly address: string;
  readonly version: string;
  readonly commit: string;
  readonly files: readonly PackageFile[];
  readonly manifest: Manifest;
}

/** The tags of a package's repository that are versions, by the version. A `v` before it does not count. */
export async function versionTags(repositories: Repositories, address: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const tag of (await repositories.tags(repositoryOf(address))).toSorted(byCodePoint)) {
    const version = parseVersion(tag.replace(/^v/u, ""))?.text;
    if (version !== undefined && !found.has(version)) found.set(version, tag);
  }
  return found;
}

/** Fetches a package at a tag and makes sure that it is the one that is meant and can be used. */
export async function fetchPackage(
  repositories: Repositories,
  address: string,
  version: string,
  tag: string,
): Promise<FetchedPackage | PackageProblem> {
  const repository = repositoryOf(address);
  const { commit, files } = await repositories.checkout(repository, tag);
  const packages = await packagesIn(files);
  const matching = packages.filter(({ identity }) => identity === address);
  const [found] = matching;
  if (found === undefined || matching.length > 1) {
    const all = packages.map(({ identity }) => `'${identity}'`).join(", ");
    const params = { address, tag, repository, all };
    if (matching.length > 1) return { code: "package.ambiguous", params: { says: "repository", ...params } };
    const says = all === "" ? "repository" : "repository_others";
    return { code: "package.identity_mismatch", params: { says, ...params } };
  }
  const problems: Diagnostic[] = [];
  const options = { show: (path: string) => `${repository}@${tag}:${path}`, sink: problems };
  const whole = await readWholePackage(files, found.folder, options);
  const folder = whole === undefined ? undefined : textsOfPackage(found.folder, whole, options);
  const located = folder?.manifest === undefined ? undefined : readManifest(folder.manifest, problems, "use");
  if (whole !== undefined && located !== undefined) {
    return { address, version, commit, files: whole, manifest: located.manifest };
  }
  const [problem] = problems.filter(({ severity }) => severity === "error");
  return {
    code: "package.dependency_unusable",
    params: { ...unusableParams(address, repository, problem), version },
  };
}
