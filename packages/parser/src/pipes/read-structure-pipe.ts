import type { StructurePipe } from "@perdure/crate";
import { checkInputCount } from "./check-pipe-shape.ts";
import type { PipeContext } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";

/** Reads a PipeStructure: one text in, a structured concept out. */
export function readStructurePipe(context: PipeContext): StructurePipe {
  checkInputCount(context, 1);
  const model = readModel(context, "model", "llm");
  return { ...context.base, type: "PipeStructure", ...(model === undefined ? {} : { model }) };
}
