import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of files and headers of bundles, and of methods as a whole. */
export const BUNDLE_MESSAGES = {
  "bundle.description_conflict": ({ domain, taken }: Texts<"domain" | "taken">) =>
    `The domain '${domain}' is described in ${taken} too, and differently: that description is taken.`,
  "bundle.dialect": variants({
    keys: ({ told }: Texts<"told">) =>
      `This file is written in a dialect from before the standard and is not read further: ${told}.`,
    keys_and_ending: ({ told }: Texts<"told">) =>
      `This file is written in a dialect from before the standard and is not read further: ${told}, and the file's name ends in '.mthds'.`,
  }),
  "bundle.domain_malformed": ({ domain }: Texts<"domain">) =>
    `'${domain}' is not a domain: lowercase names joined by dots, each with a letter first.`,
  "bundle.domain_missing": () => 'A bundle starts with its domain, for example: domain = "invoices".',
  "bundle.domain_reserved": ({ first }: Texts<"first">) =>
    `The domain '${first}' belongs to the language: choose another first name.`,
  "bundle.main_pipe_conflict": ({ domain, taken, file }: Texts<"domain" | "taken" | "file">) =>
    `Two files of the domain '${domain}' name a main pipe: '${taken}' of ${file} is taken.`,
  "bundle.main_pipe_malformed": ({ name }: Texts<"name">) =>
    `'${name}' is not a pipe's name: lowercase letters, digits and underscores, a letter first.`,
  "bundle.main_pipe_missing": ({ only }: Texts<"only">) =>
    `Nothing says where a run starts: write main_pipe = "${only}".`,
  "bundle.main_pipe_unknown": ({ code }: Texts<"code">, offer: string) =>
    `The main pipe '${code}' is not in this file.${offer}`,
  "entry.unknown": variants({
    ambiguous: ({ entry }: Texts<"entry">, offer: string) =>
      `Several domains have a pipe '${entry}': name one in full.${offer}`,
    missing: ({ entry }: Texts<"entry">, offer: string) => `The method has no pipe '${entry}' to start from.${offer}`,
  }),
  "file.diagnostics_cut": ({ limit }: { readonly limit: number }) =>
    `More than ${limit} diagnostics: the rest of this file's are left out until these are mended.`,
  "file.ending": variants({
    old: ({ ending }: Texts<"ending">) => `'${ending}' is the ending of an earlier dialect: rename the file.`,
    other: () => "A bundle's name ends in '.mthds': rename the file.",
  }),
  "file.not_utf8": variants({
    sign: () => "Here stands a sign in place of bytes that are no UTF-8: save the file as UTF-8.",
    file: () => "The file is no UTF-8 text: save it in that encoding.",
  }),
  "file.too_long": ({ limit }: { readonly limit: number }) => `This is longer than a file may be: ${limit} characters.`,
  "method.too_complex": ({ limit }: { readonly limit: number }) =>
    `Checking what the pipes of this method call takes more than ${limit} comparisons: not all was checked.`,
  "method.too_long": ({ limit }: { readonly limit: number }) =>
    `All files of a method together may have ${limit} characters: this one is beyond.`,
  "method.too_many_files": ({ limit }: { readonly limit: number }) =>
    `A method has at most ${limit} files: this one and those after it are not read.`,
  "name.style": ({ name }: Texts<"name">) =>
    `Some tools refuse the name '${name}': write single underscores between words, none at the end.`,
  "profile.later": ({ what, since, profile }: Texts<"what" | "since" | "profile">) =>
    `${what} came with profile ${since} of the language: a runtime of profile ${profile} does not know it.`,
} as const;
