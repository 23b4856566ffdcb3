import { didYouMean } from "@perdure/crate";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { deepFreeze } from "../freeze.ts";
import type { MethodFile } from "../parse-method.ts";
import { checkManifestKeys } from "./manifest-fields.ts";
import type { Dependency, DomainExports, Manifest } from "./manifest.ts";
import { readDependencies } from "./read-dependencies.ts";
import type { LocatedDependency } from "./read-dependencies.ts";
import { readExports } from "./read-exports.ts";
import type { LocatedExport } from "./read-exports.ts";
import { readPackageTable } from "./read-package-table.ts";
import type { ManifestPurpose } from "./read-package-table.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import type { Span } from "../source/source-text.ts";

/** What a METHODS.toml was read to. */
export interface ParsedManifest {
  /** Whether there is no diagnostic of severity `error`. */
  readonly ok: boolean;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** Present when `ok`. */
  readonly manifest?: Manifest;
}

/** A manifest with the places of what is held against other files. */
export interface LocatedManifest {
  readonly manifest: Manifest;
  readonly dependencies: readonly LocatedDependency[];
  readonly exports: readonly LocatedExport[];
  readonly main_pipe?: Span;
  readonly reporter: Reporter;
}

/**
 * Reads a METHODS.toml and checks it against the rules for manifests. For `use`, what earlier revisions of the standard allowed (no
 * name, a name with hyphens) is a warning; the default, `publish`, refuses it. Never throws for what the file holds.
 */
export function parseManifest(file: MethodFile, options: { readonly purpose?: ManifestPurpose } = {}): ParsedManifest {
  const diagnostics: Diagnostic[] = [];
  const located = readManifest(file, diagnostics, options.purpose);
  const sorted = diagnostics.toSorted((left, right) => left.start.offset - right.start.offset);
  return deepFreeze({
    ok: located !== undefined,
    diagnostics: sorted,
    ...(located === undefined ? {} : { manifest: located.manifest }),
  });
}

/** The manifest with its places; undefined when something in it is an error. Diagnostics are appended to `sink`. */
export function readManifest(
  { path, text }: MethodFile,
  sink: Diagnostic[],
  purpose: ManifestPurpose = "publish",
): LocatedManifest | undefined {
  const before = sink.length;
  const reporter = createReporter(createSourceText(path, text), sink);
  const located = readLocated(reporter, purpose);
  return sink.slice(before).some(({ severity }) => severity === "error") ? undefined : located;
}

const RENAMED = { dependency: "dependencies", requires: "dependencies", export: "exports" };

/** A section that says who the package is and is called otherwise, where there is no `[package]`. */
function sectionLikePackage({ entries }: TomlTable): string | undefined {
  if (entries.has("package")) return undefined;
  const likely = [...entries.values()].find(
    ({ key, value }) =>
      (value.kind === "table" && (value.entries.has("address") || value.entries.has("version"))) ||
      didYouMean(key, ["package"]) !== undefined,
  );
  return likely?.key;
}

function readLocated(reporter: Reporter, purpose: ManifestPurpose): LocatedManifest | undefined {
  const root = readToml(reporter);
  if (root === undefined) return undefined;
  const otherwise = sectionLikePackage(root);
  const renamed = otherwise === undefined ? RENAMED : { ...RENAMED, [otherwise]: "package" };
  checkManifestKeys(reporter, root, ["package", "dependencies", "exports"], "A manifest", renamed);
  const dependencies = readDependencies(reporter, root);
  const exports = readExports(reporter, root);
  const entry = root.entries.get("package");
  if (entry === undefined) {
    // A section that is called otherwise has been reported, with the name that it should have.
    if (otherwise === undefined) reporter.report("manifest.package_missing", { start: 0, end: 0 }, {});
    return undefined;
  }
  const table = readPackageTable(reporter, entry, purpose);
  const { address, version, description } = table;
  if (address === undefined || version === undefined || description === undefined) return undefined;
  const main = entry.value.kind === "table" ? entry.value.entries.get("main_pipe")?.value : undefined;
  return {
    manifest: {
      ...table,
      address,
      version,
      description,
      dependencies: dependencies.map(withoutPlace),
      exports: grouped(exports),
    },
    dependencies,
    exports,
    reporter,
    ...(main === undefined ? {} : { main_pipe: main.span }),
  };
}

function withoutPlace({ alias, address, version, path }: LocatedDependency): Dependency {
  return { alias, address, version, ...(path === undefined ? {} : { path }) };
}

function grouped(exports: readonly LocatedExport[]): readonly DomainExports[] {
  const domains = [...new Set(exports.map(({ domain }) => domain))];
  return domains.map((domain) => ({
    domain,
    pipes: exports.filter((listed) => listed.domain === domain).map(({ code }) => code),
  }));
}
