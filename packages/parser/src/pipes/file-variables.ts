import { refines } from "@perdure/crate";
import { isPathProblem, walkPath } from "../wiring/walk-path.ts";
import { valueOfInput } from "../wiring/known-value.ts";
import type { LocatedVariable } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";

/** The kind of file that a reading of a template puts into a prompt; undefined for what is no file, or is not known. */
export function fileReadBy(context: PipeContext, { root, path }: LocatedVariable): "Document" | "Image" | undefined {
  const { wiring, contract } = context;
  const slot = Object.hasOwn(contract.inputs, root) ? contract.inputs[root] : undefined;
  if (slot === undefined) return undefined;
  const walked = walkPath(context, valueOfInput(slot), path, "template");
  if (isPathProblem(walked) || walked.concept === undefined || wiring.isUnchecked(walked.concept)) return undefined;
  const { concept } = walked;
  return (["Document", "Image"] as const).find((file) => refines(wiring.concepts, concept, `native.${file}`));
}
