import type { InputSlot } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { splitPath } from "../contents/content-path.ts";
import { findAbsence, findStuff } from "../memory/memory.ts";
import type { Memory } from "../memory/memory.ts";
import type { AbsenceRecord } from "../memory/values.ts";

/**
 * The absence because of which a pipe is skipped; undefined when it runs. Throws a FailureError `input.missing` where a
 * needed value was never given, or a required one is recorded absent.
 */
export function absenceThatLifts(
  inputs: Readonly<Record<string, InputSlot>>,
  memory: Memory,
): AbsenceRecord | undefined {
  let lifting: AbsenceRecord | undefined;
  for (const [name, { presence }] of Object.entries(inputs)) {
    const { root } = splitPath(name);
    if (presence === "optional" || findStuff(memory, root) !== undefined) continue;
    const absence = findAbsence(memory, root);
    if (absence === undefined) {
      throw createFailure("input.missing", { message: `The pipe needs '${root}', and nothing of that name is there.` });
    }
    if (presence === "required") {
      throw createFailure("input.missing", {
        message: `The pipe requires '${root}', which is absent: ${absence.reason}`,
      });
    }
    lifting ??= absence;
  }
  return lifting;
}
