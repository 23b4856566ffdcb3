import { STANDARD_VERSION } from "@perdure/crate/standard";
import { isSnakeName, toSnakeName } from "../library/names.ts";
import { offer } from "../diagnostics/did-you-mean.ts";
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
/** The forms of a version constraint, for messages. */
export const CONSTRAINT_FORMS = "1.2.3, ^1.2.3, ~1.2.3, >=1.2.3, 1.2.* or several of these with commas between them";

/** Reads `[package]`: who the package is. */
export function readPackageTable(reporter: Reporter, entry: TomlEntry, purpose: ManifestPurpose): PackageTable {
  if (entry.value.kind !== "table") {
    reporter.report("toml.wrong_type", entry.value.span, "'package' must be a table: write [package].", {
      params: { key: "package", expected: "table", found: entry.value.kind },
    });
    return { authors: [] };
  }
  const table = entry.value;
  checkManifestKeys(reporter, table, KEYS, "[package]", RENAMED);
  const string = (key: (typeof KEYS)[number]): TomlString | undefined => fieldOf(reporter, table, key, "string");
  const needed = (key: "name" | "address" | "version" | "description", example: string): TomlString | undefined => {
    if (!table.entries.has(key)) {
      const message = `[package] needs ${/^[ao]/u.test(key) ? "an" : "a"} '${key}', for example: ${key} = "${example}".`;
      const isLenient = key === "name" && purpose === "use";
      reporter.report(`manifest.${key}_missing`, entry.keySpan, message, isLenient ? { severity: "warning" } : {});
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
  const message = `'${value}' is not a package's name: 2 to 25 lowercase letters, digits and underscores, a letter first.${offer(suggestion)}`;
  const severity = isEarlier && purpose === "use" ? ({ severity: "warning" } as const) : {};
  reporter.report("manifest.name_malformed", span, message, { params: { name: value }, suggestion, ...severity });
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
  const message = `'${value}' is not a package's address: a host with a dot, then a path, such as github.com/acme/invoice-tools, without a scheme and without '..'.${offer(suggestion)}`;
  reporter.report(code, span, message, { params: { address: value }, suggestion });
}

function readVersion(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || parseVersion(written.value) !== undefined) return written?.value;
  const { value, span } = written;
  const numbers = /^v?(\d+(?:\.\d+){0,2})(.*)$/u.exec(value.trim());
  const mended = `${(numbers?.[1] ?? "").split(".").map(withoutZeros).concat(["0", "0"]).slice(0, 3).join(".")}${numbers?.[2] ?? ""}`;
  const suggestion = numbers !== null && parseVersion(mended) !== undefined ? mended : undefined;
  const message = `'${value}' is not a version: write MAJOR.MINOR.PATCH, such as 1.0.0 or 2.1.0-beta.1.${offer(suggestion)}`;
  reporter.report("manifest.version_malformed", span, message, { params: { version: value }, suggestion });
  return undefined;
}

const withoutZeros = (number: string): string => number.replace(/^0+(?=\d)/u, "");

function readDescription(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || written.value.trim() !== "") return written?.value;
  reporter.report(
    "manifest.description_blank",
    written.span,
    "A package's description says what it is for: write one.",
  );
  return undefined;
}

function readDisplayName(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined) return undefined;
  const name = written.value.trim();
  const length = Array.from(name).length;
  if (length > 0 && length <= 128 && !/\p{Cc}/u.test(name)) return name;
  const message = "A display name has 1 to 128 characters and no control characters.";
  reporter.report("manifest.display_name_malformed", written.span, message, { params: { length } });
  return undefined;
}

function readLicense(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || written.value.trim() !== "") return written?.value;
  const message = 'A licence is an SPDX identifier such as "MIT": write it, or remove the key.';
  reporter.report("manifest.license_blank", written.span, message);
  return undefined;
}

function readStandardVersion(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined) return undefined;
  const { value, span } = written;
  const params = { version: value, standard: STANDARD_VERSION };
  const constraint = parseConstraint(value);
  if (constraint === undefined) {
    const suggestion = suggestConstraint(value);
    const message = `'${value}' is not a version constraint: write ${CONSTRAINT_FORMS}.${offer(suggestion)}`;
    reporter.report("manifest.standard_version_malformed", span, message, { params, suggestion });
    return undefined;
  }
  const standard = parseVersion(STANDARD_VERSION);
  if (standard !== undefined && !satisfies(standard, constraint)) {
    const message = `The package asks for version ${value} of the standard, and this reads it as of ${STANDARD_VERSION}.`;
    reporter.report("manifest.standard_version_unmet", span, message, { params });
  }
  return value;
}

function readMainPipe(reporter: Reporter, written: TomlString | undefined): string | undefined {
  if (written === undefined || isSnakeName(written.value)) return written?.value;
  const nearest = toSnakeName(written.value.split(".").at(-1) ?? "");
  const suggestion = isSnakeName(nearest) ? nearest : undefined;
  const message = `'${written.value}' is not a pipe's code: lowercase letters, digits and underscores, a letter first, without a domain.${offer(suggestion)}`;
  reporter.report("manifest.main_pipe_malformed", written.span, message, {
    params: { pipe: written.value },
    suggestion,
  });
  return undefined;
}
