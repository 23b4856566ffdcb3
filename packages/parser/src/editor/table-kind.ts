import type { Path } from "./places.ts";
import type { TableKind } from "./key-meanings.ts";

/** What kind of table stands at a path; undefined where the keys are the author's own, or where none is. */
export function tableKind(path: Path): TableKind | undefined {
  const [table, , key, ...rest] = path;
  if (path.length === 0) return "bundle";
  if (path.length < 2) return undefined;
  if (path.length > 2 && path.at(-1) === "hints") return "hints";
  if (table === "concept") return kindInConcept(path);
  if (table !== "pipe") return undefined;
  if (path.length === 2) return "pipe";
  if (path.at(-1) === "templating_style") return "style";
  switch (key) {
    case "inputs":
      return rest.length === 1 ? "input" : undefined;
    case "steps":
    case "branches":
      return rest.length === 1 ? "step" : undefined;
    case "template":
      return rest.length === 0 ? "template" : undefined;
    case "construct":
      return rest.length > 0 ? "construct_field" : undefined;
    case "questions":
      return rest.length === 1 ? "question" : undefined;
    case "model":
    case "model_to_structure":
      return rest.length === 0 ? "model" : undefined;
    default:
      return undefined;
  }
}

function kindInConcept(path: Path): TableKind | undefined {
  if (path.length === 2) return "concept";
  return path.length === 4 && path[2] === "structure" ? "field" : undefined;
}
