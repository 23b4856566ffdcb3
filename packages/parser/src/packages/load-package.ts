import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { MethodFile, ParseOptions } from "../parse-method.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { linksOf } from "./links-of.ts";
import { loadDependencies } from "./load-dependencies.ts";
import type { LoadedDependency, LoadOptions } from "./load-dependencies.ts";
import type { LockedPackage } from "./lock.ts";
import type { Manifest } from "./manifest.ts";
import { parseLock } from "./read-lock.ts";
import { readManifest } from "./read-manifest.ts";
import type { ManifestPurpose } from "./read-package-table.ts";
import { readPackageFolder } from "./read-package.ts";

/** A package or a standalone method with what it builds on, ready for `parseMethod(files, options)`. */
export interface LoadedMethod {
  readonly files: readonly MethodFile[];
  readonly options: Required<Pick<ParseOptions, "dependencies" | "found" | "complete">> & Pick<ParseOptions, "package">;
  /** The manifest, the lock and the bundles of other packages: files that diagnostics may point into beside those of the method. */
  readonly around: readonly MethodFile[];
  readonly manifest?: Manifest;
  readonly locked: readonly LockedPackage[];
  readonly dependencies: readonly LoadedDependency[];
}

/** How a package is loaded. */
export interface LoadPackageOptions extends LoadOptions {
  /** What its manifest is read for. Default: use. */
  readonly purpose?: ManifestPurpose;
}

/**
 * Loads the package in a folder with the packages that it builds on. What is wrong with the manifest, the lock or a package that is
 * needed is in `options.found`; a package whose files cannot be read has none.
 */
export async function loadPackage(
  files: PackageFileSystem,
  folder: string,
  options: LoadPackageOptions = {},
): Promise<LoadedMethod> {
  const found: Diagnostic[] = [];
  const { show = (path) => path, purpose = "use" } = options;
  const read = await readPackageFolder(files, folder, { show, sink: found });
  const manifest = read?.manifest === undefined ? undefined : readManifest(read.manifest, found, purpose);
  const lock = read?.lock === undefined ? undefined : parseLock(read.lock);
  found.push(...(lock?.diagnostics ?? []));
  const locked = lock?.packages ?? [];
  const bundles = read?.bundles ?? [];
  const root = { folder, locked, bundles, ...(manifest === undefined ? {} : { manifest }) };
  // A manifest that cannot be read declares nobody knows what: nothing is said of packages then.
  const isBroken = read === undefined || manifest === undefined || lock?.ok === false;
  const dependencies = isBroken ? [] : await loadDependencies(files, root, options, found);
  return {
    files: bundles,
    around: [read?.manifest, read?.lock, ...dependencies.flatMap((dependency) => dependency.files)].filter(
      (file) => file !== undefined,
    ),
    options: {
      dependencies,
      found,
      complete: true,
      ...(manifest === undefined ? {} : { package: linksOf(manifest, manifest.manifest.address) }),
    },
    ...(manifest === undefined ? {} : { manifest: manifest.manifest }),
    locked,
    dependencies,
  };
}

/** Loads the packages that methods without a manifest mention by their addresses; `folder` is where the search for them starts. */
export async function loadMentioned(
  files: PackageFileSystem,
  folder: string,
  bundles: readonly MethodFile[],
  options: LoadOptions = {},
): Promise<LoadedMethod> {
  const found: Diagnostic[] = [];
  const dependencies = await loadDependencies(files, { folder, locked: [], bundles }, options, found);
  const around = dependencies.flatMap((dependency) => dependency.files);
  return { files: bundles, around, options: { dependencies, found, complete: false }, locked: [], dependencies };
}
