import { variants } from "./sentence.ts";
import type { Texts } from "./sentence.ts";

/** What is said of controllers and their steps. */
export const CONTROLLER_MESSAGES = {
  "batch.item": ({ name }: Texts<"name">) =>
    `'${name}' cannot name an item: lowercase letters, digits and underscores, a letter first.`,
  "batch.item_taken": variants({
    input: ({ name }: Texts<"name">) => `The item needs a name of its own: '${name}' is an input already.`,
    list: () => "A list and its item cannot have the same name.",
  }),
  "batch.item_unread": ({ called, input }: Texts<"called" | "input">, offer: string) =>
    `The pipe '${called}' has no input '${input}' to take the items by.${offer}`,
  "batch.key_missing": ({ code, key }: Texts<"code" | "key">) => `The pipe '${code}' needs '${key}'.`,
  "batch.list": ({ name, code }: Texts<"name" | "code">, offer: string) =>
    `The list '${name}' is no input of the pipe '${code}'.${offer}`,
  "batch.list_single": ({ name, concept }: Texts<"name" | "concept">) =>
    `'${name}' is one ${concept}, not a list: write its concept with brackets.`,
  "batch.output_single": () => "A PipeBatch gives a list: write its output with brackets.",
  "condition.alias": ({ alias }: Texts<"alias">) =>
    `The printed text is stored under '${alias}'; other runtimes read this key in another way.`,
  "condition.constant": ({ problem }: Texts<"problem">) => `The expression reads no input and ${problem}.`,
  "condition.continue_output": () =>
    `'continue' leaves no value, so the output should be optional: write '?' after it. The value before it stays.`,
  "condition.default_missing": ({ code }: Texts<"code">) =>
    `The pipe '${code}' needs a 'default_outcome': a pipe, "fail" or "continue".`,
  "condition.expression": variants({
    needed: ({ code }: Texts<"code">) =>
      `The pipe '${code}' needs an 'expression' or an 'expression_template', and only one of them.`,
    empty: () => "The expression is empty: write what it reads.",
  }),
  "condition.outcomes_missing": ({ code }: Texts<"code">) => `The pipe '${code}' needs at least one outcome.`,
  "controller.empty": ({ code, place, key }: Texts<"code" | "place" | "key">) =>
    `The pipe '${code}' needs at least one ${place} in '${key}'.`,
  "controller.input_unread": ({ input, code }: Texts<"input" | "code">) =>
    `The input '${input}' of the pipe '${code}' is read by none of its parts: remove it.`,
  "parallel.branch_may_be_absent": ({ name, output }: Texts<"name" | "output">) =>
    `What the branch '${name}' gives may be absent, but every '${output}' has it: make the field optional, or handle the absence.`,
  "parallel.combined_output": () =>
    "'combined_output' is of an earlier profile: write the combined concept as the 'output'.",
  "parallel.field_mismatch": ({ name, misfit, output }: Texts<"name" | "misfit" | "output">) =>
    `The branch '${name}' gives ${misfit}, which the field of '${output}' cannot hold.`,
  "parallel.no_output": ({ code }: Texts<"code">) =>
    `In profile 1.0 the pipe '${code}' needs 'add_each_output' or 'combined_output'.`,
  "parallel.not_combined": ({ problem }: Texts<"problem">) =>
    `${problem}: write output = "Composite", or a concept with a field for each result.`,
  "parallel.result_duplicate": ({ result }: Texts<"result">) =>
    `Two branches store their value as '${result}': give each its own name.`,
  "parallel.result_missing": () => "A branch needs a 'result' to store its value under.",
  "path.malformed": variants({
    path: ({ path }: Texts<"path">) => `'${path}' is not a path: a name, then fields, joined by dots.`,
    field: ({ path }: Texts<"path">) => `'${path}' is not a field's name.`,
  }),
  "path.unresolved": variants({
    leads_nowhere: ({ path, reason }: Texts<"path" | "reason">, offer: string) =>
      `The path '${path}' leads nowhere: ${reason}.${offer}`,
    no_root: ({ root, code }: Texts<"root" | "code">, offer: string) =>
      `'${root}' is neither an input of '${code}' nor an earlier result.${offer}`,
  }),
  "step.batch": variants({
    alone: ({ key, other }: Texts<"key" | "other">) =>
      `'${key}' needs '${other}': the one names the list, the other what each item is called.`,
    path: () => "A branch batches over a name, not a path: bind the list in a sequence first.",
  }),
  "step.batch_item_unread": ({ called, input }: Texts<"called" | "input">, offer: string) =>
    `The pipe '${called}' has no input '${input}' to take the items by.${offer}`,
  "step.batch_not_list": ({ name, concept }: Texts<"name" | "concept">) =>
    `'${name}' is one ${concept}, not a list: a batch runs its pipe once for each item of a list.`,
  "step.malformed": variants({
    both: ({ place }: Texts<"place">) => `A ${place} has a 'pipe' or a 'from', not both.`,
    step_empty: () => "A step needs a 'pipe', or a 'from' to bind a value.",
    branch_empty: () => "A branch needs a 'pipe'.",
    branch_binds: () => "Only a sequence binds values: a branch calls a pipe.",
    result_missing: () => "A binding step needs a 'result' to store the value under.",
  }),
  "step.multiplicity": variants({
    both: () => "A step sets 'nb_output' or 'multiple_output', not both.",
    too_few: () => "'nb_output' must be at least 1.",
  }),
  "step.result_malformed": variants({
    reserved: ({ name }: Texts<"name">) => `'${name}' is a name that the runtime keeps for itself.`,
    malformed: ({ name }: Texts<"name">) =>
      `'${name}' cannot name a result: lowercase letters, digits and underscores, a letter first.`,
  }),
} as const;
