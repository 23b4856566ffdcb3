import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of packages and what they build on. */
export const PACKAGE_MESSAGES = {
  "package.alias_unknown": ({ alias }: Texts<"alias">, offer: string) =>
    `The manifest has no dependency '${alias}': declare it in [dependencies], or name the package by its address.${offer}`,
  "package.ambiguous": variants({
    project: ({ address, all }: Texts<"address" | "all">) =>
      `Several packages of the project are called '${address}': ${all}. Name one with its own name.`,
    repository: ({ repository, address, tag, all }: Texts<"repository" | "address" | "tag" | "all">) =>
      `The repository ${repository} has several packages '${address}' at ${tag}: it has ${all}.`,
  }),
  "package.dependency_cycle": ({ cycle }: Texts<"cycle">) =>
    `Packages need one another: ${cycle}. One of them must do without.`,
  "package.dependency_missing": variants({
    tag: ({ address, version }: Texts<"address" | "version">) =>
      `The repository of '${address}' has no tag for ${version} any more.`,
    above: ({ path }: Texts<"path">) => `The path '${path}' leads above the root of all folders.`,
    unlocked: ({ address }: Texts<"address">) =>
      `The package '${address}' is not locked: perdure package lock, then perdure package install.`,
    uninstalled: ({ address, version }: Texts<"address" | "version">) =>
      `The package '${address}' ${version} is not installed: perdure package install.`,
  }),
  "package.dependency_unsatisfied": variants({
    there: ({ address, version, asked }: Texts<"address" | "version" | "asked">) =>
      `The package '${address}' is there as ${version}, and ${asked} is asked for: change the constraint, or perdure package lock.`,
    others: ({ address, asked, available }: Texts<"address" | "asked" | "available">) =>
      `No version of '${address}' is what everybody asks for: ${asked}; there are ${available}.`,
    none: ({ address, asked }: Texts<"address" | "asked">) =>
      `No version of '${address}' is what everybody asks for: ${asked}; there is none.`,
  }),
  "package.dependency_unusable": ({
    address,
    version = "",
    file,
    at,
    because,
  }: {
    readonly address: string;
    readonly version?: string;
    readonly file: string;
    readonly at: string;
    readonly because: string;
  }) => `The package '${address}'${version === "" ? "" : ` ${version}`} cannot be used: ${file}:${at} ${because}`,
  "package.file_missing": () => "This is no file.",
  "package.folder_missing": variants({
    path: ({ path }: Texts<"path">) => `The path '${path}' leads nowhere.`,
    folder: () => "There is no folder at this path.",
  }),
  "package.hash_mismatch": variants({
    here: ({ address, folder }: Texts<"address" | "folder">) =>
      `The files of '${address}' in ${folder} are not those that were locked. Remove the folder, then perdure package install.`,
    kept: ({ address, version, folder }: Texts<"address" | "version" | "folder">) =>
      `The files of '${address}' ${version} in ${folder} are not those that were locked: remove the folder, then install anew.`,
    fetched: ({ address, version, tag }: Texts<"address" | "version" | "tag">) =>
      `The files of '${address}' ${version} at ${tag} are not those that were locked: somebody has moved the tag.`,
  }),
  "package.identity_mismatch": variants({
    missing: ({ folder, address }: Texts<"folder" | "address">) =>
      `The folder ${folder} holds no METHODS.toml: '${address}' is not there.`,
    other: ({ folder, called, address }: Texts<"folder" | "called" | "address">) =>
      `The package at ${folder} is '${called}', not '${address}'.`,
    repository: ({ repository, address, tag }: Texts<"repository" | "address" | "tag">) =>
      `The repository ${repository} has no package '${address}' at ${tag}.`,
    repository_others: ({ repository, address, tag, all }: Texts<"repository" | "address" | "tag" | "all">) =>
      `The repository ${repository} has no package '${address}' at ${tag}: it has ${all}.`,
  }),
  "package.link": () => "This is a link, which a package cannot hold: put the file itself there.",
  "package.misnamed": ({ wanted }: Texts<"wanted">) =>
    `A file of this name is nothing to a package: rename it to ${wanted}.`,
  "package.path_escapes": () => "A package's file has a path that leads out of its folder, or that no folder can hold.",
  "package.too_large": variants({
    files: ({ limit, deepest }: { readonly limit: number; readonly deepest: number }) =>
      `A package holds at most ${limit} files, and folders at most ${deepest} deep: this is more.`,
    bytes: ({ limit }: { readonly limit: number }) => `The files of a package have at most ${limit} bytes together.`,
  }),
  "package.too_many": ({ limit }: { readonly limit: number }) =>
    `The package needs more than ${limit} others, or their versions find no end.`,
} as const;
