import type { LeafKind } from "@perdure/crate";
import type { Effect } from "@perdure/failures";

/** The provider of what runs here without being paid for. */
const INTERNAL = "internal";

/** What repeating a leaf may cost, by its kind; a function is effectful unless it was declared otherwise. */
export function effectOf(kind: LeafKind, provider: string | undefined, functionEffect?: Effect): Effect {
  switch (kind) {
    case "compose":
    case "condition":
    case "doc_gen":
      return "pure";
    case "func":
      return functionEffect ?? "effectful";
    case "extract":
      return provider === undefined || provider === INTERNAL ? "pure" : "billable";
    case "llm":
    case "structure":
    case "judge":
    case "img_gen":
    case "search":
      return "billable";
  }
}
