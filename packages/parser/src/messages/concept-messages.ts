import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of concepts and hints. */
export const CONCEPT_MESSAGES = {
  "concept.code_malformed": ({ code }: Texts<"code">) =>
    `'${code}' is not a concept's code: letters and digits, a capital first (PascalCase).`,
  "concept.description_missing": ({ owner }: Texts<"owner">) => `${owner} needs a description.`,
  "concept.duplicate": ({ concept, other }: Texts<"concept" | "other">) =>
    `The concept '${concept}' is declared in ${other} too: keep one, or give it another code.`,
  "concept.native_gone": ({ reference, suggestion }: Texts<"reference" | "suggestion">) =>
    `The native concept '${reference}' is gone from the language: write ${suggestion}.`,
  "concept.native_redeclared": variants({
    native: ({ code }: Texts<"code">) =>
      `'${code}' is a native concept and cannot be declared again: remove it, or choose another code.`,
    later: ({ code }: Texts<"code">) =>
      `'${code}' is a native concept in later profiles of the language: choose another code.`,
  }),
  "concept.not_checked": ({ reference }: Texts<"reference">) =>
    `The concept '${reference}' is outside the given files and was not checked.`,
  "concept.reference_malformed": ({ reference }: Texts<"reference">, offer: string) =>
    `'${reference}' is not a concept's name: write Code, domain.Code or package->domain.Code, without brackets or markers.${offer}`,
  "concept.refines_and_structure": ({ owner }: Texts<"owner">) =>
    `${owner} cannot both refine a concept and have a structure: keep one.`,
  "concept.refines_cycle": ({ code, cycle }: Texts<"code" | "cycle">) =>
    `The concept '${code}' refines itself: ${cycle}. Let one of them refine something else.`,
  "concept.refines_too_long": ({ code, limit }: { readonly code: string; readonly limit: number }) =>
    `The concept '${code}' refines a chain of more than ${limit} concepts.`,
  "concept.structure_cycle": ({ code, cycle }: Texts<"code" | "cycle">) =>
    `The concept '${code}' contains itself: ${cycle}. No value of it could end: take one of the fields out.`,
  "concept.structure_is_text": ({ concept }: Texts<"concept">) =>
    `A structure that is a string is read as a description: the concept '${concept}' has no fields.`,
  "concept.structure_too_deep": ({ code, limit }: { readonly code: string; readonly limit: number }) =>
    `The concept '${code}' holds structures inside one another more than ${limit} deep.`,
  "concept.unresolved": variants({
    here: ({ reference, domain }: Texts<"reference" | "domain">, offer: string) =>
      `There is no concept '${reference}' in domain '${domain}'.${offer}`,
    bare: ({ reference, domain }: Texts<"reference" | "domain">, offer: string) =>
      `There is no concept '${reference}' in domain '${domain}', and none is native.${offer}`,
    elsewhere: ({ reference, domain }: Texts<"reference" | "domain">, offer: string) =>
      `There is no concept '${reference}': no file of the method is of the domain '${domain}'.${offer}`,
    package: ({ named, domain, code }: Texts<"named" | "domain" | "code">, offer: string) =>
      `The package '${named}' has no concept '${domain}.${code}'.${offer}`,
  }),
  "hint.intent_inapplicable": ({ intent, said_of, fitting }: Texts<"intent" | "said_of" | "fitting">) =>
    `The intent '${intent}' is said of ${said_of}, which this is not: ${fitting === "" ? "leave it out" : `write ${fitting}`}.`,
  "hint.intent_unknown": ({ intent }: Texts<"intent">, offer: string) => `'${intent}' is not a known intent.${offer}`,
  "hint.malformed": ({ found }: Texts<"found">) => `A hint is a string, not ${found}.`,
  "hint.unknown": ({ key }: Texts<"key">, offer: string) =>
    `'${key}' is not a known hint: the one that is known is 'intent'.${offer}`,
} as const;
