import type { Crate, PipeRef } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { unsupportedPipes } from "@perdure/operators";
import type { ParsedMethod } from "@perdure/parser";
import { startOf } from "./start-of.ts";

/**
 * What a run starts from. Throws `method.invalid` for a method with errors, `request.pipe_unspecified` without an entry,
 * `perdure.pipe_type_unsupported` or `method.not_runnable` for a reachable pipe that cannot run; each with its place.
 */
export function runnableMethod(parsed: ParsedMethod): { readonly crate: Crate; readonly entry: PipeRef } {
  const { crate, entry } = startOf(parsed);
  const unsupported = unsupportedPipes(crate, entry);
  const [first] = unsupported;
  if (first !== undefined) {
    throw createFailure(first.code, {
      message: first.message,
      location: { pipe: first.pipe, ...first.place },
      ...(first.action === undefined ? {} : { user_action: { kind: "change_method", detail: first.action } }),
      validation_errors: unsupported.map(({ code, message, pipe, place }) => ({
        code,
        message,
        location: { pipe, ...place },
      })),
    });
  }
  return { crate, entry };
}
