import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of slots, outputs and signatures. */
export const SLOT_MESSAGES = {
  "input.concept": variants({
    structure: ({ input, slot }: Texts<"input" | "slot">) => `A PipeStructure reads a text, and '${input}' is ${slot}.`,
    extract: ({ input, slot }: Texts<"input" | "slot">) =>
      `A PipeExtract reads a Document or an Image, and '${input}' is ${slot}.`,
    img_gen: ({ input }: Texts<"input">) =>
      `A PipeImgGen shows its model images and texts, and '${input}' is a Document: extract its pages first.`,
  }),
  "input.concept_missing": ({ name }: Texts<"name">) => `The input '${name}' needs a concept.`,
  "input.force_redundant": ({ input, code }: Texts<"input" | "code">) =>
    `'${input}' is there whenever '${code}' is called: its '!' can never fire, leave it out.`,
  "input.mismatch": ({ called, input, expected, found }: Texts<"called" | "input" | "expected" | "found">) =>
    `The pipe '${called}' reads '${input}' as ${expected}, but it is ${found} here.`,
  "input.missing": ({ called, input, code }: Texts<"called" | "input" | "code">, offer: string) =>
    `The pipe '${called}' reads '${input}', which is neither an input of '${code}' nor an earlier result.${offer}`,
  "input.name_dotted": variants({
    unquoted: ({ name }: Texts<"name">) =>
      `An unquoted dot makes a table: declare '${name}' with its whole concept, and read its fields in the template.`,
    quoted: ({ name, root }: Texts<"name" | "root">) =>
      `'${name}' reaches into a value: declare '${root}' with its whole concept, and read the field in the template.`,
  }),
  "input.name_malformed": variants({
    reserved: ({ name }: Texts<"name">) => `'${name}' is a name that the runtime keeps for itself.`,
    malformed: ({ name }: Texts<"name">) =>
      `'${name}' is not an input's name: lowercase letters, digits and underscores, a letter first.`,
  }),
  "input.pages_as_page": ({ called, input, expected, found }: Texts<"called" | "input" | "expected" | "found">) =>
    `The pipe '${called}' reads '${input}' as ${expected}, but it is ${found} here.`,
  "input.presence_vacuous": ({ input, concept }: Texts<"input" | "concept">) =>
    `'${input}' must be given, and an empty one will do, for no field of '${concept}' is required: require one, or write '?'.`,
  "input.unread": ({ name, code }: Texts<"name" | "code">) =>
    `The input '${name}' of the pipe '${code}' is read by nothing: read it, or remove it.`,
  "output.concept": variants({
    promised: ({ code, expected, giver, found }: Texts<"code" | "expected" | "giver" | "found">) =>
      `The pipe '${code}' promises ${expected}, but ${giver} gives ${found}.`,
    native: ({ type, wanted }: Texts<"type" | "wanted">) => `The output of a ${type} is ${wanted}, or refines it.`,
    structure: () => "A PipeStructure gives a concept with a structure, not a text.",
    template: ({ shown }: Texts<"shown">) => `A template gives a text or HTML, not ${shown}: use a construct.`,
    construct: () => "A construct gives a concept with a structure, not a text: use a template.",
  }),
  "output.may_be_absent": ({ giver, code }: Texts<"giver" | "code">) =>
    `What ${giver} gives may be absent, but the output of '${code}' is not optional: write '?' after it, or handle the absence.`,
  "output.multiplicity": variants({
    promised: ({ code, expected, giver, found }: Texts<"code" | "expected" | "giver" | "found">) =>
      `The pipe '${code}' promises ${expected}, but ${giver} gives ${found}.`,
    document: () => "A PipeDocGen makes one file: its output has no brackets.",
  }),
  "signature.needed": ({ code }: Texts<"code">) =>
    `The pipe '${code}' only says what it takes and gives, and is needed to run: give it a type.`,
  "signature.pending": ({ code }: Texts<"code">) =>
    `The pipe '${code}' only says what it takes and gives: it cannot run until it has a type.`,
  "signature.type": () => "A signature is written without a type: remove this line.",
  "slot.count_of_one": ({ concept }: Texts<"concept">) =>
    `'${concept}[1]' is one ${concept}, not a list of one: write '${concept}'.`,
  "slot.malformed": variants({
    empty: ({ side, slot }: Texts<"side" | "slot">, offer: string) => `The ${side} '${slot}' is empty.${offer}`,
    malformed: ({ side, slot }: Texts<"side" | "slot">, offer: string) =>
      `The ${side} '${slot}' is no concept with an optional [], [N], ? or !.${offer}`,
    count: ({ side, slot }: Texts<"side" | "slot">, offer: string) =>
      `The ${side} '${slot}' asks for a count that is not a whole number of at least 1.${offer}`,
  }),
  "slot.marker": variants({
    brackets: ({ side, slot }: Texts<"side" | "slot">, offer: string) =>
      `The ${side} '${slot}' has both brackets and a marker: a list is empty, never absent.${offer}`,
    output: () => "An output takes no '!': it marks inputs that must be there.",
  }),
} as const;
