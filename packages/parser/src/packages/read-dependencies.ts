import { isSnakeName, toSnakeName } from "../library/names.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { isAddress } from "./address.ts";
import { checkManifestKeys } from "./manifest-fields.ts";
import type { Dependency } from "./manifest.ts";
import { reportAddress } from "./read-package-table.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry, TomlString, TomlTable } from "../source/toml-tree.ts";
import type { Span } from "../source/source-text.ts";
import { parseConstraint, suggestConstraint } from "./version-constraint.ts";

/** A dependency with the place of its alias. */
export interface LocatedDependency extends Dependency {
  readonly span: Span;
}

const KEYS = ["address", "version", "path"] as const;
const RENAMED = { url: "address", git: "address", source: "address", constraint: "version", folder: "path" };

/** Reads `[dependencies]`: each alias with its address and version constraint. */
export function readDependencies(reporter: Reporter, root: TomlTable): readonly LocatedDependency[] {
  const read: LocatedDependency[] = [];
  for (const entry of fieldOf(reporter, root, "dependencies", "table")?.entries.values() ?? []) {
    const dependency = readDependency(reporter, entry);
    if (dependency === undefined) continue;
    const first = read.find(({ address }) => address === dependency.address);
    if (first !== undefined) {
      reporter.report(
        "manifest.dependency_repeated",
        entry.keySpan,
        { alias: entry.key, other: first.alias, address: dependency.address },
        { suggestion: first.alias },
      );
    }
    read.push(dependency);
  }
  return read;
}

function readDependency(reporter: Reporter, entry: TomlEntry): LocatedDependency | undefined {
  const { key: alias, keySpan, value } = entry;
  if (!isSnakeName(alias)) {
    const nearest = toSnakeName(alias);
    const suggestion = isSnakeName(nearest) ? nearest : undefined;
    reporter.report("manifest.alias_malformed", keySpan, { alias }, { suggestion });
  }
  if (value.kind !== "table") {
    const params = { key: alias, expected: "table", found: value.kind, shown: kindName(value) };
    reporter.report("toml.wrong_type", value.span, { says: "dependency", ...params });
    return undefined;
  }
  checkManifestKeys(reporter, value, KEYS, `The dependency '${alias}'`, RENAMED);
  const address = readAddress(reporter, alias, keySpan, value);
  const version = readConstraint(reporter, alias, keySpan, value);
  const path = readPath(reporter, value);
  if (address === undefined || version === undefined || !isSnakeName(alias)) return undefined;
  return { alias, address, version, ...(path === undefined ? {} : { path }), span: keySpan };
}

function readAddress(reporter: Reporter, alias: string, keySpan: Span, table: TomlTable): string | undefined {
  if (!table.entries.has("address")) {
    reporter.report("manifest.dependency_address_missing", keySpan, { alias });
  }
  const written = fieldOf(reporter, table, "address", "string");
  if (written === undefined || isAddress(written.value)) return written?.value;
  reportAddress(reporter, "manifest.dependency_address_malformed", written);
  return undefined;
}

function readConstraint(reporter: Reporter, alias: string, keySpan: Span, table: TomlTable): string | undefined {
  if (!table.entries.has("version")) {
    reporter.report("manifest.dependency_version_missing", keySpan, { alias });
  }
  const written = fieldOf(reporter, table, "version", "string");
  const constraint = written === undefined ? undefined : parseConstraint(written.value);
  if (written === undefined || constraint !== undefined) return constraint?.text;
  const suggestion = suggestConstraint(written.value);
  reporter.report(
    "manifest.dependency_version_malformed",
    written.span,
    { alias, version: written.value },
    { suggestion },
  );
  return undefined;
}

function readPath(reporter: Reporter, table: TomlTable): string | undefined {
  const written = fieldOf(reporter, table, "path", "string");
  if (written === undefined || isRelative(written.value)) return written?.value;
  const nearest = written.value.replaceAll("\\", "/");
  const suggestion = isRelative(nearest) ? nearest : undefined;
  report(reporter, written, suggestion);
  return undefined;
}

// `../sibling` is what local dependencies are for; an absolute path would mean another folder on every machine.
const isRelative = (path: string): boolean => /^(?!\/|~|[A-Za-z]:)[^\\\p{Cc}]+$/u.test(path) && path.trim() !== "";

function report(reporter: Reporter, { value, span }: TomlString, suggestion: string | undefined): void {
  reporter.report("manifest.dependency_path_malformed", span, { path: value }, { suggestion });
}
