import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** The forms of a version constraint. */
const CONSTRAINT_FORMS = "1.2.3, ^1.2.3, ~1.2.3, >=1.2.3, 1.2.* or several of these with commas between them";

/** What is said of manifests and locks. */
export const MANIFEST_MESSAGES = {
  "lock.address_malformed": variants({
    address: ({ address }: Texts<"address">) =>
      `'${address}' is not a package's address: a lock holds tables such as ["github.com/acme/tools"], in quotes.`,
    table: ({ address, found }: Texts<"address" | "found">) =>
      `A lock holds a table for each package: '${address}' is ${found}.`,
  }),
  "lock.commit_malformed": ({ key }: Texts<"key">) => `'${key}' must be 40 lowercase hex digits.`,
  "lock.fingerprint_malformed": ({ key }: Texts<"key">) => `'${key}' must be 64 lowercase hex digits.`,
  "lock.hash_malformed": ({ key }: Texts<"key">) => `'${key}' must be 'sha256:' and 64 lowercase hex digits.`,
  "lock.key_missing": ({ address, key }: Texts<"address" | "key">) =>
    `The locked package '${address}' has no '${key}': write the lock anew.`,
  "lock.source_malformed": ({ key }: Texts<"key">) => `'${key}' must be a URL that starts with 'https://'.`,
  "lock.unknown_key": ({ key }: Texts<"key">, offer: string) => `A locked package has no key '${key}'.${offer}`,
  "lock.version_malformed": ({ key }: Texts<"key">) => `'${key}' must be a version, MAJOR.MINOR.PATCH.`,
  "manifest.address_malformed": ({ address }: Texts<"address">, offer: string) =>
    `'${address}' is not a package's address: a host with a dot, then a path, such as github.com/acme/invoice-tools, without a scheme and without '..'.${offer}`,
  "manifest.address_missing": ({ key, example }: Texts<"key" | "example">) =>
    `[package] needs an '${key}', for example: ${key} = "${example}".`,
  "manifest.alias_malformed": ({ alias }: Texts<"alias">, offer: string) =>
    `'${alias}' is not an alias: lowercase letters, digits and underscores, a letter first.${offer}`,
  "manifest.author_blank": ({ what, key }: Texts<"what" | "key">) =>
    `${what} in '${key}' is blank: write it, or remove it.`,
  "manifest.dependency_address_malformed": ({ address }: Texts<"address">, offer: string) =>
    `'${address}' is not a package's address: a host with a dot, then a path, such as github.com/acme/invoice-tools, without a scheme and without '..'.${offer}`,
  "manifest.dependency_address_missing": ({ alias }: Texts<"alias">) =>
    `The dependency '${alias}' needs an address, such as github.com/acme/tools.`,
  "manifest.dependency_path_malformed": ({ path }: Texts<"path">, offer: string) =>
    `'${path}' is not a path from the manifest's folder: write a relative one with '/', such as ../tools.${offer}`,
  "manifest.dependency_repeated": ({ alias, other }: Texts<"alias" | "other">) =>
    `'${alias}' is the package that '${other}' is: name it once.`,
  "manifest.dependency_version_malformed": ({ version }: Texts<"version">, offer: string) =>
    `'${version}' is not a version constraint: write ${CONSTRAINT_FORMS}.${offer}`,
  "manifest.dependency_version_missing": ({ alias }: Texts<"alias">) =>
    `The dependency '${alias}' needs a version, such as "^1.0.0": the lowest that it is known to work with.`,
  "manifest.description_blank": () => "A package's description says what it is for: write one.",
  "manifest.description_missing": ({ key, example }: Texts<"key" | "example">) =>
    `[package] needs a '${key}', for example: ${key} = "${example}".`,
  "manifest.display_name_malformed": () => "A display name has 1 to 128 characters and no control characters.",
  "manifest.export_domain_malformed": ({ domain }: Texts<"domain">, offer: string) =>
    `'${domain}' is not a domain: lowercase names joined by dots, each with a letter first.${offer}`,
  "manifest.export_domain_reserved": ({ first }: Texts<"first">) =>
    `The domain '${first}' belongs to the language: no package exports from it.`,
  "manifest.export_pipe_malformed": variants({
    code: ({ pipe }: Texts<"pipe">, offer: string) =>
      `'${pipe}' is not a pipe's code: lowercase letters, digits and underscores, a letter first, without its domain.${offer}`,
    blank: ({ what, key }: Texts<"what" | "key">) => `${what} in '${key}' is blank: write it, or remove it.`,
  }),
  "manifest.export_pipes_missing": ({ domain }: Texts<"domain">) =>
    `[exports.${domain}] needs the list of its public pipes: pipes = ["…"].`,
  "manifest.export_unknown": ({ pipe, domain }: Texts<"pipe" | "domain">, offer: string) =>
    `The package has no pipe '${pipe}' in the domain '${domain}' to export.${offer}`,
  "manifest.license_blank": () => 'A licence is an SPDX identifier such as "MIT": write it, or remove the key.',
  "manifest.main_pipe_malformed": ({ pipe }: Texts<"pipe">, offer: string) =>
    `'${pipe}' is not a pipe's code: lowercase letters, digits and underscores, a letter first, without a domain.${offer}`,
  "manifest.main_pipe_unknown": variants({
    ambiguous: ({ pipe }: Texts<"pipe">) =>
      `Several domains have a pipe '${pipe}': list the main one in [exports] under its domain.`,
    missing: ({ pipe }: Texts<"pipe">, offer: string) => `The package has no pipe '${pipe}' to start from.${offer}`,
  }),
  "manifest.main_pipe_unlisted": ({ pipe }: Texts<"pipe">) =>
    `'${pipe}' is public because it is the main pipe: list it in [exports] too, so that readers see it.`,
  "manifest.name_malformed": ({ name }: Texts<"name">, offer: string) =>
    `'${name}' is not a package's name: 2 to 25 lowercase letters, digits and underscores, a letter first.${offer}`,
  "manifest.name_missing": ({ key, example }: Texts<"key" | "example">) =>
    `[package] needs a '${key}', for example: ${key} = "${example}".`,
  "manifest.package_missing": () =>
    "A manifest needs [package], with the package's name, address, version and description.",
  "manifest.standard_version_malformed": ({ value }: Texts<"value">, offer: string) =>
    `'${value}' is not a version constraint: write ${CONSTRAINT_FORMS}.${offer}`,
  "manifest.standard_version_unmet": ({ value, standard }: Texts<"value" | "standard">) =>
    `The package asks for version ${value} of the standard, and this reads it as of ${standard}.`,
  "manifest.unknown_key": variants({
    key: ({ owner, key }: Texts<"owner" | "key">, offer: string) => `${owner} has no key '${key}'.${offer}`,
    in_exports: ({ key }: Texts<"key">) =>
      `'${key}' stands in [exports] itself: list the pipes of each domain under it, [exports.<domain>] pipes = ["…"].`,
    in_domain: ({ key, found }: Texts<"key" | "found">) =>
      `A domain's exports are 'pipes' and the domains below it: '${key}' is neither, but ${found}.`,
  }),
  "manifest.version_malformed": ({ version }: Texts<"version">, offer: string) =>
    `'${version}' is not a version: write MAJOR.MINOR.PATCH, such as 1.0.0 or 2.1.0-beta.1.${offer}`,
  "manifest.version_missing": ({ key, example }: Texts<"key" | "example">) =>
    `[package] needs a '${key}', for example: ${key} = "${example}".`,
} as const;
