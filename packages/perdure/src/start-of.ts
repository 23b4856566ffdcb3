import type { Crate, PipeRef } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { ParsedMethod } from "@perdure/parser";
import { methodFailure } from "./method-failure.ts";

/** What a run starts from, whether or not it can run. Throws `method.invalid`, or `request.pipe_unspecified` without an entry. */
export function startOf(parsed: ParsedMethod): { readonly crate: Crate; readonly entry: PipeRef } {
  const { crate, entry } = parsed;
  if (!parsed.ok || crate === undefined) throw methodFailure(parsed.diagnostics);
  if (entry !== undefined) return { crate, entry };
  throw createFailure("request.pipe_unspecified", {
    message: "The method has no main pipe, and no pipe is chosen.",
    user_action: { kind: "change_input", detail: "Choose one with --pipe, or declare main_pipe in the method." },
  });
}
