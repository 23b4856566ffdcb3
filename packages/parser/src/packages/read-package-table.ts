import { STANDARD_VERSION } from "@perdure/crate/standard";
import { isSnakeName, toSnakeName } from "../library/names.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { isAddress } from "./address.ts";
import { checkManifestKeys, wordsOf } from "./manifest-fields.ts";
import type { Manifest } from "./manifest.ts";
import { parseVersion } from "./semver.ts";
import { parseConstraint, satisfies, suggestConstraint } from "./version-constraint.ts";
import { fieldOf } from "../source/toml-fields.ts";
import type { TomlEntry, TomlString } from "../source/toml-tree.ts";

/** What a manifest is read for: to be published, every rule binds; to be used, what earlier revisions allowed is a warning. */
export type ManifestPurpose = "publish" | "use";

/** `[package]`, as far as it could be read. */
export type PackageTable = Partial<Omit<Manifest, "dependencies" | "exports" | "authors">> & Pick<Manifest, "authors">;

const KEYS = [
  "name",
  "address",
  "version",
  "description",
  "display_name",
  "authors",
  "license",
  "mthds_version",
  "main_pipe",
] as const;
const RENAMED = { title: "display_name", author: "authors", main: "main_pipe", standard_version: "mthds_version" };

/** Reads `[package]`: who the package is. */
export function readPackageTable(reporter: Reporter, entry: TomlEntry, purpose: ManifestPurpose): PackageTable {
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, {
      says: "package",
      key: "package",
      expected: "table",
      found: entry.value.kind,
    });
    return { authors: [] };
  }
  const table = entry.value;
  checkManifestKeys(reporter, table, KEYS, "[package]", RENAMED);
  const string = (key: (typeof KEYS)[number]): TomlString | undefined => fieldOf(reporter, table, key, "string");
  const needed = (key: "name" | "address" | "version" | "description", example: string): TomlString | undefined => {
    if (!table.entries.has(key)) {
      const isLenient = key === "name" && purpose === "use";
      reporter.report(
        `manifest.${key}_missing`,
        entry.keySpan,
        { key, example },
        isLenient ? { severity: "warning" } : {},
      );
    }
    return string(key);
  };
  const name = readName(reporter, needed("name", "invoice_tools"), purpose);
  const address = readAddress(reporter, needed("address", "github.com/acme/invoice-tools"));
  const version = readVersion(reporter, needed("version", "1.0.0"));
  const description = readDescription(reporter, needed("description", "Reads invoices"));
  const display_name = readDisplayName(reporter, string("display_name"));
  const authors = wordsOf(reporter, table, "authors", "manifest.author_blank", "An author");
  const license = readLicense(reporter, string("license"));
  const mthds_version = readStandardVersion(reporter, string("mthds_version"));
  const main_pipe = readMainPipe(reporter, string("main_pipe"));
  return {
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    ...(version === undefined ? {} : { version }),
    ...(description === undefined ? {} : { description }),
    ...(display_name === undefined ? {} : { display_name }),
    authors: authors.map(({ value }) => value),
    ...(license === undefined ? {} : { license }),
    ...(mthds_version === undefined ? {} : { mthds_version }),
    ...(main_pipe === undefined ? {} : { main_pipe }),
  };
}

function readName(reporter: Reporter, written: TomlString | undefined, purpose: ManifestPurpose): string | undefined {
  if (written === undefined) return undefined;
  const { value, span } = written;
  if (isSnakeName(value) && value.length >= 2 && value.length <= 25) return value;
  const nearest = toSnakeName(value);
  const suggestion = isSnakeName(nearest) && nearest.length >= 2 && nearest.length <= 25 ? nearest : undefined;
  // Names with hyphens were the rule in one revision of the standard, and are published.
  const isEarlier = /^[a-z][a-z0-9-]{0,24}$/u.test(value);
  const severity = isEarlier && purpose === "use" ? ({ severity: "warning" } as const) : {};
  reporter.report("manifest.name_malformed", span, { name: value }, { suggestion, ...severity });
  return isEarlier ? value : undefined;
}

function readAddress(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || isAddress(written.value)) return written?.value;
  reportAddress(reporter, "manifest.address_malformed", written);
  return undefined;
}

/** Reports a text that is no package's address, with what it seems to mean. */
export function reportAddress(
  reporter: Reporter,
  code: "manifest.address_malformed" | "manifest.dependency_address_malformed",
  { value, span }: TomlString,
): void {
  const bare = value
    .trim()
    .replace(/^(?:git\+)?[a-z]+:\/\//u, "")
    .replace(/^git@([^:/]+):/u, "$1/")
    .replace(/(?:\.git)?\/*$/u, "");
  const suggestion = bare !== value && isAddress(bare) ? bare : undefined;
  reporter.report(code, span, { address: value }, { suggestion });
}

function readVersion(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || parseVersion(written.value) !== undefined) return written?.value;
  const { value, span } = written;
  const numbers = /^v?(\d+(?:\.\d+){0,2})(.*)$/u.exec(value.trim());
  const mended = `${(numbers?.[1] ?? "").split(".").map(withoutZeros).concat(["0", "0"]).slice(0, 3).join(".")}${numbers?.[2] ?? ""}`;
  const suggestion = numbers !== null && parseVersion(mended) !== undefined ? mended : undefined;
  reporter.report("manifest.version_malformed", span, { version: value }, { suggestion });
  return undefined;
}

const withoutZeros = (number: string): string => number.replace(/^0+(?=\d)/u, "");

function readDescription(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || written.value.trim() !== "") return written?.value;
  reporter.report("manifest.description_blank", written.span, {});
  return undefined;
}

function readDisplayName(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined) return undefined;
  const name = written.value.trim();
  const length = Array.from(name).length;
  if (length > 0 && length <= 128 && !/\p{Cc}/u.test(name)) return name;
  reporter.report("manifest.display_name_malformed", written.span, { length });
  return undefined;
}

function readLicense(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || written.value.trim() !== "") return written?.value;
  reporter.report("manifest.license_blank", written.span, {});
  return undefined;
}

function readStandardVersion(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined) return undefined;
  const { value, span } = written;
  const params = { version: value, standard: STANDARD_VERSION };
  const constraint = parseConstraint(value);
  if (constraint === undefined) {
    const suggestion = suggestConstraint(value);
    reporter.report("manifest.standard_version_malformed", span, { ...params, value }, { suggestion });
    return undefined;
  }
  const standard = parseVersion(STANDARD_VERSION);
  if (standard !== undefined && !satisfies(standard, constraint)) {
    reporter.report("manifest.standard_version_unmet", span, { ...params, value, standard: STANDARD_VERSION });
  }
  return value;
}

function readMainPipe(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || isSnakeName(written.value)) return written?.value;
  const nearest = toSnakeName(written.value.split(".").at(-1) ?? "");
  const suggestion = isSnakeName(nearest) ? nearest : undefined;
  reporter.report("manifest.main_pipe_malformed", written.span, { pipe: written.value }, { suggestion });
  return undefined;
}
