import { messageOf } from "../messages/messages.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cloneUrlOf } from "./address.ts";
import { fetchPackage, versionTags } from "./fetch-package.ts";
import type { FetchedPackage } from "./fetch-package.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { hashPackage } from "./hash-package.ts";
import type { LockedPackage } from "./lock.ts";
import type { Dependency } from "./manifest.ts";
import { isProblem } from "./package-problem.ts";
import type { PackageProblem } from "./package-problem.ts";
import { resolvePath } from "./paths.ts";
import { readDependency } from "./read-dependency.ts";
import type { ReadDependency } from "./read-dependency.ts";
import type { LocatedManifest } from "./read-manifest.ts";
import { readManifest } from "./read-manifest.ts";
import { readPackageFolder } from "./read-package.ts";
import type { Repositories } from "./repositories.ts";
import { resolveVersions } from "./resolve-versions.ts";
import type { Requirement, Resolution, VersionSource } from "./resolve-versions.ts";
import { parseVersion } from "./semver.ts";
import type { Version } from "./semver.ts";
import { parseConstraint } from "./version-constraint.ts";

/** What a package's dependencies were resolved to. */
export interface LockResult {
  /** Whether there is no diagnostic of severity `error`. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The remote packages, to be written with `renderLock`. Empty unless `ok`. */
  readonly locked: readonly LockedPackage[];
  /** The same packages with their files. */
  readonly fetched: readonly FetchedPackage[];
}

/**
 * Resolves what the package in a folder builds on: of each package the lowest version that everybody allows, from the tags of its
 * repository. Local dependencies are read from their paths and not locked; what they build on is. Rejects only where a repository does.
 */
export async function lockPackage(
  files: PackageFileSystem,
  folder: string,
  repositories: Repositories,
  { show = (path) => path }: { readonly show?: (path: string) => string } = {},
): Promise<LockResult> {
  const diagnostics: Diagnostic[] = [];
  const fetched = await resolveFolder(files, folder, repositories, { show, sink: diagnostics });
  const ok = !diagnostics.some(({ severity }) => severity === "error");
  const locked = fetched.map(({ address, version, commit, files: own }) => ({
    address,
    version,
    hash: hashPackage(own),
    source: cloneUrlOf(address),
    commit,
  }));
  return { ok, diagnostics, locked: ok ? locked : [], fetched: ok ? fetched : [] };
}

async function resolveFolder(
  files: PackageFileSystem,
  folder: string,
  repositories: Repositories,
  options: { readonly show: (path: string) => string; readonly sink: Diagnostic[] },
): Promise<readonly FetchedPackage[]> {
  const read = await readPackageFolder(files, folder, options);
  const root = read?.manifest === undefined ? undefined : readManifest(read.manifest, options.sink, "use");
  if (root === undefined) return [];
  const source = createSource(repositories);
  let isWhole = true;
  for (const { address, path } of root.manifest.dependencies) {
    if (path === undefined) continue;
    const at = resolvePath(folder, path);
    const local =
      at === undefined
        ? ({ code: "package.folder_missing", params: { says: "path", path } } as const)
        : await readDependency(files, address, { folder: at, from: "path" }, options);
    if (isProblem(local)) {
      isWhole = false;
      reportAt(root, address, local);
    } else source.addLocal(address, local);
  }
  // Nobody else may be asked for a package that its author says is here.
  if (!isWhole) return [];
  try {
    const { address, dependencies } = root.manifest;
    const resolution = await resolveVersions({ address, requirements: requirementsOf(dependencies) }, source);
    if (resolution.kind === "resolved") return source.fetchedOf(resolution.versions);
    for (const { address: at, ...problem } of problemsOf(resolution)) reportAt(root, source.leadsTo(root, at), problem);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reportAt(root, source.leadsTo(root, String(error.problem.params["address"] ?? "")), error.problem);
  }
  return [];
}

/** Carries a problem out of the resolution. */
class Refusal extends Error {
  readonly problem: PackageProblem;
  constructor(problem: PackageProblem) {
    super(messageOf(problem));
    this.problem = problem;
  }
}

function createSource(repositories: Repositories) {
  const locals = new Map<string, ReadDependency>();
  const tags = new Map<string, ReadonlyMap<string, string>>();
  const fetched = new Map<string, FetchedPackage>();
  const edges = new Map<string, readonly string[]>();
  const dependenciesOf = async (address: string, { text }: Version): Promise<readonly Dependency[]> => {
    const local = locals.get(address);
    if (local !== undefined) return local.manifest.manifest.dependencies;
    const key = `${address} ${text}`;
    const found =
      fetched.get(key) ?? (await fetchPackage(repositories, address, text, tags.get(address)?.get(text) ?? text));
    if (isProblem(found)) throw new Refusal(found);
    fetched.set(key, found);
    return found.manifest.dependencies;
  };
  return {
    addLocal: (address: string, local: ReadDependency) => void locals.set(address, local),
    async versions(address: string): Promise<readonly Version[]> {
      const local = locals.get(address)?.manifest.manifest.version;
      if (local === undefined) tags.set(address, await versionTags(repositories, address));
      const texts = local === undefined ? [...(tags.get(address)?.keys() ?? [])] : [local];
      return texts.flatMap((text) => parseVersion(text) ?? []);
    },
    async requirements(address: string, version: Version): Promise<readonly Requirement[]> {
      const requirements = requirementsOf(await dependenciesOf(address, version));
      edges.set(address, [...(edges.get(address) ?? []), ...requirements.map((required) => required.address)]);
      return requirements;
    },
    fetchedOf: (versions: ReadonlyMap<string, Version>): readonly FetchedPackage[] =>
      [...versions].flatMap(([address, { text }]) => fetched.get(`${address} ${text}`) ?? []),
    /** The dependency of the root that leads to a package: where what is wrong with that one is said. */
    leadsTo(root: LocatedManifest, address: string): string {
      const reaches = (from: string, seen: Set<string>): boolean => {
        if (from === address) return true;
        if (seen.has(from)) return false;
        seen.add(from);
        return (edges.get(from) ?? []).some((next) => reaches(next, seen));
      };
      const direct = root.dependencies.find((dependency) => dependency.address === address);
      return (direct ?? root.dependencies.find((one) => reaches(one.address, new Set())))?.address ?? address;
    },
  } satisfies VersionSource & Record<string, unknown>;
}

function requirementsOf(dependencies: readonly Dependency[]): readonly Requirement[] {
  return dependencies.flatMap(({ address, version }) => {
    const constraint = parseConstraint(version);
    return constraint === undefined ? [] : [{ address, constraint }];
  });
}

function problemsOf(
  resolution: Exclude<Resolution, { kind: "resolved" }>,
): readonly (PackageProblem & { readonly address: string })[] {
  switch (resolution.kind) {
    case "unsatisfied":
      return resolution.unsatisfied.map(({ address, demands, available }) => {
        const asked = demands.map(({ by, constraint }) => `${by} asks for ${constraint.text}`).join(", ");
        const all = available.map(({ text }) => text).join(", ");
        return {
          address,
          code: "package.dependency_unsatisfied",
          params: { says: available.length === 0 ? "none" : "others", address, asked, available: all },
        };
      });
    case "cycle": {
      const cycle = resolution.cycle.join(" → ");
      return [{ address: resolution.cycle[0] ?? "", code: "package.dependency_cycle", params: { cycle } }];
    }
    case "too_many": {
      return [{ address: "", code: "package.too_many", params: { limit: resolution.limit } }];
    }
  }
}

function reportAt(root: LocatedManifest, address: string, { code, params }: PackageProblem): void {
  const dependency = root.dependencies.find((one) => one.address === address) ?? root.dependencies[0];
  root.reporter.report(code, dependency?.span ?? { start: 0, end: 0 }, params);
}
