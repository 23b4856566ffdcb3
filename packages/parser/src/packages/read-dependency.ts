import { unusableParams } from "./unusable-package.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { MethodFile } from "../parse-method.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { hashPackage } from "./hash-package.ts";
import type { PackageProblem } from "./package-problem.ts";
import type { PackagePlace } from "./place-package.ts";
import { readManifest } from "./read-manifest.ts";
import type { LocatedManifest } from "./read-manifest.ts";
import { readPackageFolder, readWholePackage, textsOfPackage } from "./read-package.ts";
import type { PackageFolder, ReadOptions } from "./read-package.ts";

/** A package that was read: its manifest and its bundles. */
export interface ReadDependency {
  readonly manifest: LocatedManifest;
  readonly bundles: readonly MethodFile[];
}

/**
 * Reads the package that lies at a place and makes sure that it is the one that is meant, by its manifest and, where it was locked, by
 * its hash. What its own manifest refers to is reported in `sink`, at its place there.
 */
export async function readDependency(
  files: PackageFileSystem,
  address: string,
  place: PackagePlace,
  { show, sink }: ReadOptions,
): Promise<ReadDependency | PackageProblem> {
  const problems: Diagnostic[] = [];
  const folder = await readPlace(files, address, place, { show, sink: problems });
  if (folder !== undefined && "code" in folder) return folder;
  const [problem] = problems;
  if (folder === undefined) return unusable(address, show(place.folder), problem);
  if (folder.manifest === undefined) {
    return { code: "package.identity_mismatch", params: { says: "missing", address, folder: show(place.folder) } };
  }
  const inManifest: Diagnostic[] = [];
  const manifest = readManifest(folder.manifest, inManifest, "use");
  if (manifest === undefined) {
    return unusable(
      address,
      show(place.folder),
      inManifest.find(({ severity }) => severity === "error"),
    );
  }
  const { name, address: said } = manifest.manifest;
  const called = name === undefined ? said : `${said}/${name}`;
  if (said === address || called === address) {
    const reporter = createReporter(manifest.reporter.source, sink);
    return { manifest: { ...manifest, reporter }, bundles: folder.bundles };
  }
  const params = { says: "other", address, folder: show(place.folder), called } as const;
  return { code: "package.identity_mismatch", params };
}

async function readPlace(
  files: PackageFileSystem,
  address: string,
  { folder, from, locked }: PackagePlace,
  options: ReadOptions,
): Promise<PackageFolder | PackageProblem | undefined> {
  if (from === "path") return await readPackageFolder(files, folder, options);
  const whole = await readWholePackage(files, folder, options);
  if (whole === undefined) return undefined;
  const found = locked === undefined ? "" : hashPackage(whole);
  if (locked === undefined || found === locked.hash) return textsOfPackage(folder, whole, options);
  return {
    code: "package.hash_mismatch",
    params: { says: "here", address, expected: locked.hash, found, folder: options.show(folder) },
  };
}

const unusable = (address: string, folder: string, problem: Diagnostic | undefined): PackageProblem => ({
  code: "package.dependency_unusable",
  params: unusableParams(address, folder, problem),
});
