import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of operators and their models. */
export const PIPE_MESSAGES = {
  "compose.construct_empty": () => "A construct needs a field.",
  "compose.construct_field": ({ key }: Texts<"key">) =>
    `The field '${key}' takes its value 'from' a path or renders a 'template', not both.`,
  "compose.field_missing": ({ field, shown }: Texts<"field" | "shown">) =>
    `The construct leaves out '${field}', which every ${shown} has.`,
  "compose.field_type": ({ field, misfit }: Texts<"field" | "misfit">) =>
    `The field '${field}' cannot hold ${misfit}: give it what its concept says.`,
  "compose.field_unknown": ({ concept, name }: Texts<"concept" | "name">, offer: string) =>
    `'${concept}' has no field '${name}'.${offer}`,
  "compose.mode": ({ code }: Texts<"code">) =>
    `The pipe '${code}' needs a template or a construct, and only one of them.`,
  "compose.output_plural": () => "A PipeCompose gives one value: its output has no brackets.",
  "doc_gen.template": variants({
    both: () => "A PipeDocGen has a 'template' or a 'template_file', not both.",
    only_pdf: ({ format }: Texts<"format">) =>
      `Only a pdf is made of a 'template': a ${format} takes a 'template_file', or lays its inputs out.`,
    ending: ({ format, ending }: Texts<"format" | "ending">) =>
      `The template of a ${format} is a file whose name ends in '${ending}'.`,
    needed: () => "A pptx is made of a 'template_file': nothing lays its inputs out.",
  }),
  "extract.output": () => "The output of a PipeExtract is Page[]: all pages, however many.",
  "func.name_missing": ({ code }: Texts<"code">) => `The pipe '${code}' needs a 'function_name'.`,
  "func.unregistered": ({ function: name }: Texts<"function">, offer: string) =>
    `No function is registered as '${name}'.${offer}`,
  "img_gen.size": variants({
    malformed: ({ value }: Texts<"value">) => `'size' is 1k, 2k or 4k, or pixels such as 2048x1152, not '${value}'.`,
    with_ratio: ({ value }: Texts<"value">) =>
      `The pixels ${value} have a ratio of their own: leave out 'aspect_ratio', or write 1k, 2k or 4k.`,
  }),
  "judge.fields": variants({
    missing: ({ concept, field }: Texts<"concept" | "field">, offer: string) =>
      `'${concept}' has no field '${field}'.${offer}`,
    verdict: ({ field, verdict, concept }: Texts<"field" | "verdict" | "concept">) =>
      `The verdict on '${field}' is a ${verdict}: the field of '${concept}' must be of that concept.`,
    unasked: ({ field, concept }: Texts<"field" | "concept">) =>
      `The field '${field}' of '${concept}' is answered by no question: add one, or leave the field out.`,
  }),
  "judge.kind": variants({
    of_question: ({ key }: Texts<"key">) => `'${key}' belongs to one of the 'questions': write it there.`,
    both: () => "A question has 'options' or 'levels', not both.",
    stray: ({ key }: Texts<"key">) => `Only a yes or no question has '${key}'.`,
    options: () => "A choice needs at least two options.",
    option: () => "An option needs a name: the text before the '='.",
    levels: () => "A scale needs at least two levels, the lowest first.",
    labels: () => "Every level of a scale has a label, or none has.",
    labels_alike: () => "The labels of a scale's levels differ.",
    description: () => "A level needs a description.",
    level: () => "A level needs a label or a description.",
    criteria: ({ missing }: Texts<"missing">) =>
      `'criteria' says what a 'yes' and what a 'no' means: '${missing}' is missing.`,
    threshold: () => "'threshold' is a probability: more than 0 and less than 1.",
  }),
  "judge.model_missing": ({ code }: Texts<"code">) =>
    `The pipe '${code}' names no model: it needs a deck that has a default for judgments.`,
  "judge.output": variants({
    one: ({ asks, expected, shown }: Texts<"asks" | "expected" | "shown">) =>
      `The answer to ${asks} is ${expected}, or refines it, not ${shown}.`,
    list: () => "A PipeJudge gives one verdict: its output has no brackets. A PipeBatch judges each item of a list.",
    several: ({ shown }: Texts<"shown">) => `Several verdicts make a concept with a field for each, not ${shown}.`,
  }),
  "judge.question": variants({
    missing: ({ code }: Texts<"code">) => `The pipe '${code}' needs a 'question', or 'questions'.`,
    both: ({ code }: Texts<"code">) => `The pipe '${code}' has a 'question' or 'questions', not both.`,
    evidence: ({ code }: Texts<"code">) =>
      `The pipe '${code}' needs a 'prompt': the evidence that its questions are about.`,
    none: ({ code }: Texts<"code">) => `The pipe '${code}' needs at least one question in 'questions'.`,
    empty: ({ code, key }: Texts<"code" | "key">) =>
      `The pipe '${code}' has nothing to ask in '${key}': write its 'question'.`,
    file: ({ variable, file }: Texts<"variable" | "file">) =>
      `A question is text, and '${variable}' is ${file === "Image" ? "an" : "a"} ${file}: show it in the 'prompt'.`,
  }),
  "llm.output_image": () => "A PipeLLM cannot make an image: a PipeImgGen can.",
  "llm.prompt_missing": ({ code }: Texts<"code">) => `The pipe '${code}' has no prompt: write what the model is asked.`,
  "model.malformed": variants({
    name: ({ model }: Texts<"model">) => `'${model}' names no model: write a handle, $preset, @alias or ~waterfall.`,
    missing: ({ key }: Texts<"key">) => `The settings of '${key}' need a 'model'.`,
  }),
  "model.setting": variants({
    exclusive: ({ one, setting }: Texts<"one" | "setting">) => `A model takes '${one}' or '${setting}', not both.`,
    temperature: () => "Settings of a language model say its 'temperature': a number from 0 to 1.",
    whole: ({ setting, bounds }: Texts<"setting" | "bounds">) => `'${setting}' must be a whole number, ${bounds}.`,
    number: ({ setting, bounds }: Texts<"setting" | "bounds">) => `'${setting}' must be a number, ${bounds}.`,
  }),
  "model.setting_gone": () => "'prompting_target' is gone from the language and does nothing: leave it out.",
  "pipe.code_malformed": ({ pipe }: Texts<"pipe">) =>
    `'${pipe}' is not a pipe's code: lowercase letters, digits and underscores, a letter first.`,
  "pipe.cycle": ({ code, cycle }: Texts<"code" | "cycle">) =>
    `The pipe '${code}' calls itself: ${cycle}. A run of it would not end.`,
  "pipe.date_malformed": ({ key, shown }: Texts<"key" | "shown">) =>
    `'${key}' is a date such as 2026-01-31, not ${shown}.`,
  "pipe.description_missing": ({ code }: Texts<"code">) => `The pipe '${code}' needs a description.`,
  "pipe.duplicate": ({ pipe, other }: Texts<"pipe" | "other">) =>
    `The pipe '${pipe}' is declared in ${other} too: keep one, or give it another code.`,
  "pipe.empty": ({ code }: Texts<"code">) =>
    `The pipe '${code}' is empty: give it a type, a description, inputs and an output.`,
  "pipe.input_count": ({ expected, found }: { readonly expected: number; readonly found: number }) =>
    `This pipe takes exactly ${expected === 1 ? "one input" : `${expected} inputs`}, not ${found}.`,
  "pipe.key_missing": ({ code, key }: Texts<"code" | "key">) => `The pipe '${code}' needs '${key}'.`,
  "pipe.not_checked": ({ reference }: Texts<"reference">) =>
    `The pipe '${reference}' is outside the given files and was not checked.`,
  "pipe.not_exported": variants({
    domain: ({ reference, code, domain }: Texts<"reference" | "code" | "domain">) =>
      `The pipe '${reference}' is private to its domain: list '${code}' in METHODS.toml under [exports.${domain}].`,
    package: ({ named, domain, code }: Texts<"named" | "domain" | "code">, offer: string) =>
      `The package '${named}' does not export the pipe '${domain}.${code}': only its own domain may call it.${offer}`,
  }),
  "pipe.number_out_of_range": ({ key, least }: { readonly key: string; readonly least: number }) =>
    `'${key}' must be at least ${least}.`,
  "pipe.other_domain": ({ reference, found }: Texts<"reference" | "found">) =>
    `'${reference}' is a pipe of another domain: write '${found}'.`,
  "pipe.output_missing": ({ code }: Texts<"code">) => `The pipe '${code}' needs an output.`,
  "pipe.reference_malformed": ({ reference }: Texts<"reference">) =>
    `'${reference}' is not a pipe's name: write code, domain.code or package->domain.code.`,
  "pipe.type_missing": ({ code, key }: Texts<"code" | "key">) =>
    `The pipe '${code}' has '${key}' but no type: add its type, such as type = "PipeLLM".`,
  "pipe.type_not_supported": ({ type }: Texts<"type">) => `This version checks a ${type} but cannot run it.`,
  "pipe.type_unknown": ({ type }: Texts<"type">, offer: string) => `There is no pipe type '${type}'.${offer}`,
  "pipe.unreachable": ({ code }: Texts<"code">) =>
    `No main pipe leads to '${code}': it runs only where it is started by its name.`,
  "pipe.unresolved": variants({
    here: ({ reference, domain }: Texts<"reference" | "domain">, offer: string) =>
      `There is no pipe '${reference}' in domain '${domain}'.${offer}`,
    elsewhere: ({ reference, domain }: Texts<"reference" | "domain">, offer: string) =>
      `There is no pipe '${reference}': no file of the method is of the domain '${domain}'.${offer}`,
    package: ({ named, domain, code }: Texts<"named" | "domain" | "code">, offer: string) =>
      `The package '${named}' has no pipe '${domain}.${code}'.${offer}`,
  }),
  "search.output": ({ what }: Texts<"what">) =>
    `The output of a PipeSearch is ${what}: another runtime may refuse this one.`,
} as const;
