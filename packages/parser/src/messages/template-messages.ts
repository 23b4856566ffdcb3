import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of templates. */
export const TEMPLATE_MESSAGES = {
  "template.block_in_line": ({ variable }: Texts<"variable">) =>
    `'@${variable}' prints a tagged block inside a line: put it on a line of its own, or write '$${variable}'.`,
  "template.empty": ({ key }: Texts<"key">) => `'${key}' is empty: write it, or leave the key out.`,
  "template.field_unknown": ({ variable, reason }: Texts<"variable" | "reason">, offer: string) =>
    `'${variable}' cannot be read: ${reason}.${offer}`,
  "template.key_missing": variants({
    template: ({ key }: Texts<"key">) => `A template that is a table needs a '${key}'.`,
    style: () => "A templating style needs a 'tag_style'.",
  }),
  "template.malformed": ({ because }: Texts<"because">) => `The template cannot be read: ${because}`,
  "template.optional_unguarded": ({ root }: Texts<"root">) =>
    `'${root}' is optional and may be absent: guard it with {% if ${root} %}, or write @?${root}.`,
  "template.parameter_unknown": variants({
    read: ({ variable }: Texts<"variable">, offer: string) =>
      `No run sets the parameter '${variable}', so reading it fails.${offer}`,
    asked: ({ variable }: Texts<"variable">, offer: string) => `No run sets the parameter '${variable}'.${offer}`,
  }),
  "template.private_name": ({ because }: Texts<"because">) => `The template cannot be read: ${because}`,
  "template.too_long": ({ limit }: { readonly limit: number }) => `This template is longer than ${limit} characters.`,
  "template.variable_undeclared": ({ root, code }: Texts<"root" | "code">, offer: string) =>
    `'${root}' is read here but is no input of the pipe '${code}'.${offer}`,
} as const;
