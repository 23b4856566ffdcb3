import { resolvedFields } from "@perdure/crate";
import type { PipeRef } from "@perdure/crate";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfInput } from "../pipes/pipe-context.ts";

/** Warns of a `!` that can never fire, because whoever calls the pipe always gives it a value there. Needs the calls of all pipes. */
export function checkForced(context: PipeContext): void {
  const { contract, declared, wiring, reporter } = context;
  for (const [name, { presence }] of Object.entries(contract.inputs)) {
    if (presence !== "required" || wiring.isAlwaysGiven(declared.ref, name) !== true) continue;
    reporter.report("input.force_redundant", spanOfInput(context, name), {
      pipe: declared.ref,
      input: name,
      code: declared.code,
    });
  }
}

/** Warns of an input of the main pipe that must be given and that an empty object satisfies. */
export function checkVacuous(context: PipeContext, main: PipeRef | undefined): void {
  const { contract, declared, wiring, reporter } = context;
  if (declared.ref !== main) return;
  for (const [name, { presence, concept, multiplicity }] of Object.entries(contract.inputs)) {
    if (presence === "optional" || multiplicity !== "single" || wiring.isUnchecked(concept)) continue;
    const fields = Object.values(resolvedFields(wiring.concepts, concept) ?? {});
    if (fields.length === 0 || fields.some((field) => field.required)) continue;
    reporter.report("input.presence_vacuous", spanOfInput(context, name), { pipe: declared.ref, input: name, concept });
  }
}
