import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DependencyPackage, MethodFile } from "../parse-method.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { linksOf } from "./links-of.ts";
import type { LockedPackage } from "./lock.ts";
import { isProblem } from "./package-problem.ts";
import type { PackageProblem } from "./package-problem.ts";
import { placeOf } from "./place-package.ts";
import type { PackagePlace } from "./place-package.ts";
import { readDependency } from "./read-dependency.ts";
import type { LocatedManifest } from "./read-manifest.ts";
import { parseVersion } from "./semver.ts";
import { vendoredPackages } from "./vendored-packages.ts";
import { parseConstraint, satisfies } from "./version-constraint.ts";
import { declaredPackages, mentionedPackages } from "./wanted-packages.ts";
import type { WantedPackage } from "./wanted-packages.ts";
import { findCycles } from "../wiring/find-cycles.ts";

/** What packages are loaded for: a package's folder, or a folder of methods that stand alone. */
export interface DependencyRoot {
  readonly folder: string;
  readonly manifest?: LocatedManifest;
  readonly locked: readonly LockedPackage[];
  readonly bundles: readonly MethodFile[];
}

/** How packages are loaded. */
export interface LoadOptions {
  /** How a path is called in diagnostics. Default: as it is. */
  readonly show?: (path: string) => string;
  /** The folder that fetched packages are kept in, each in `<address>/<version>` below it. */
  readonly cache?: string;
}

/** A package that was loaded, and where from. */
export interface LoadedDependency extends DependencyPackage, Pick<PackagePlace, "folder" | "from"> {
  readonly version: string;
}

/** The most packages that a method may build on. */
const MOST_PACKAGES = 500;

/**
 * Loads the packages that a method builds on from where they lie: from the path that its own manifest gives, from the project's
 * `.mthds/methods`, or from the cache at the version of the lock. What was locked must be what the lock's hash says. A package that
 * cannot be had, that is not who it should be, whose version somebody does not allow, or that needs itself is reported in `sink`.
 */
export async function loadDependencies(
  files: PackageFileSystem,
  root: DependencyRoot,
  { show = (path) => path, cache }: LoadOptions,
  sink: Diagnostic[],
): Promise<readonly LoadedDependency[]> {
  const { manifest, folder, locked, bundles } = root;
  const own = manifest?.manifest.address ?? "";
  const places = { root: folder, vendored: await vendoredPackages(files, folder), locked, cache };
  const loaded = new Map<string, LoadedDependency | undefined>();
  const wants: WantedPackage[] = [];
  const waiting = [
    ...(manifest === undefined ? [] : declaredPackages(manifest, own, true)),
    ...mentionedPackages(bundles, own),
  ];
  for (const want of waiting) {
    wants.push(want);
    if (want.address === own) continue;
    if (!loaded.has(want.address) && loaded.size < MOST_PACKAGES) loaded.set(want.address, await load(want));
    const version = loaded.get(want.address)?.version;
    if (version !== undefined) checkVersion(want, version);
  }
  reportCycle(own, wants);
  return [...loaded.values()].filter((dependency) => dependency !== undefined);

  async function load(want: WantedPackage): Promise<LoadedDependency | undefined> {
    const { address } = want;
    const place = await placeOf(files, want, places);
    if (isProblem(place)) return refuse(want, place);
    const read = await readDependency(files, address, place, { show, sink });
    if (isProblem(read)) return refuse(want, read);
    waiting.push(...declaredPackages(read.manifest, address, false), ...mentionedPackages(read.bundles, address));
    const { folder: at, from } = place;
    const { version } = { ...read.manifest.manifest, ...place };
    return { ...linksOf(read.manifest, address), files: read.bundles, version, folder: at, from };
  }
}

function refuse(want: WantedPackage, problem: PackageProblem): undefined {
  want.report(problem);
}

function checkVersion(want: WantedPackage, found: string): void {
  const constraint = want.version === undefined ? undefined : parseConstraint(want.version);
  const version = parseVersion(found);
  if (constraint === undefined || version === undefined || satisfies(version, constraint)) return;
  want.report({
    code: "package.dependency_unsatisfied",
    params: {
      says: "there",
      address: want.address,
      version: found,
      constraint: constraint.text,
      asked: want.version ?? "",
    },
  });
}

/** Reports a cycle of packages that declare one another, where the root leads into it. What texts only mention may go round. */
function reportCycle(own: string, wants: readonly WantedPackage[]): void {
  const byAsker = Map.groupBy(
    wants.filter(({ version }) => version !== undefined),
    ({ by }) => by,
  );
  const declared = (address: string): readonly WantedPackage[] => byAsker.get(address) ?? [];
  for (const want of declared(own)) {
    const next = (address: string): readonly string[] => declared(address).map((other) => other.address);
    const [cycle] = findCycles([want.address], next);
    const [first] = cycle ?? [];
    if (cycle === undefined || first === undefined) continue;
    const chain = [...cycle, first].join(" → ");
    want.report({ code: "package.dependency_cycle", params: { cycle: chain } });
    return;
  }
}
