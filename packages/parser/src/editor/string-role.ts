import type { Path } from "./places.ts";

/** What a string of a method says. */
export type StringRole =
  | "concept"
  | "slot"
  | "pipe"
  | "outcome"
  | "path"
  | "stored_name"
  | "template"
  | "expression"
  | "model"
  | "pipe_type";

const OF_PIPE: Readonly<Record<string, StringRole>> = {
  type: "pipe_type",
  signature_for: "pipe_type",
  output: "slot",
  combined_output: "concept",
  branch_pipe_code: "pipe",
  default_outcome: "outcome",
  input_list_name: "path",
  input_item_name: "stored_name",
  add_alias_from_expression_to: "stored_name",
  prompt: "template",
  system_prompt: "template",
  negative_prompt: "template",
  question: "template",
  template: "template",
  expression_template: "template",
  expression: "expression",
  model: "model",
  model_to_structure: "model",
};
const OF_STEP: Readonly<Record<string, StringRole>> = {
  pipe: "pipe",
  result: "stored_name",
  batch_as: "stored_name",
  batch_over: "path",
  from: "path",
};

/** What the string at a path says; undefined where it is a text for people or a word. */
export function stringRole(path: Path): StringRole | undefined {
  const [table, , key, ...rest] = path;
  const last = path.at(-1);
  if (path.length === 1) return table === "main_pipe" ? "pipe" : undefined;
  if (table === "concept") return roleInConcept(path);
  if (table !== "pipe" || typeof key !== "string") return undefined;
  if (path.length === 3) return at(OF_PIPE, key);
  if (key === "inputs") return rest.length === 1 || (rest.length === 2 && last === "concept") ? "slot" : undefined;
  if (key === "outcomes") return rest.length === 1 ? "outcome" : undefined;
  if (key === "steps" || key === "branches") return rest.length === 2 ? at(OF_STEP, last) : undefined;
  if (key === "model" || key === "model_to_structure") return last === "model" ? "model" : undefined;
  if (key === "template") return last === "template" ? "template" : undefined;
  if (key === "questions") return last === "question" ? "template" : undefined;
  if (key === "construct" && rest.length > 1)
    return last === "from" ? "path" : last === "template" ? "template" : undefined;
  return undefined;
}

function roleInConcept(path: Path): StringRole | undefined {
  if (path.length === 3) return path[2] === "refines" ? "concept" : undefined;
  if (path.length !== 5 || path[2] !== "structure") return undefined;
  return path[4] === "concept_ref" || path[4] === "item_concept_ref" ? "concept" : undefined;
}

const at = (roles: Readonly<Record<string, StringRole>>, key: string | number | undefined): StringRole | undefined =>
  typeof key === "string" && Object.hasOwn(roles, key) ? roles[key] : undefined;
