import { createFailure } from "@perdure/failures";
import { callLeaf } from "./call-leaf.ts";
import { splitPath } from "../contents/content-path.ts";
import { inlineContext, stuffsOf } from "./load-inline.ts";
import { findAbsence } from "../memory/memory.ts";
import { bindingContent } from "../pure/run-pure-leaf.ts";
import { inlineValue, isStoredList } from "../contents/stored-content.ts";
import type { AbsenceRecord, Stuff } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

/** What is at a path: a value, or a record of why there is none. */
export type Bound =
  | { readonly kind: "stuff"; readonly stuff: Stuff }
  | { readonly kind: "absent"; readonly absence: AbsenceRecord };

/**
 * The value at a dotted path as a stuff of its own: copied here where it is small, else by a pure leaf. A path of one name
 * needs no content at all. Rejects with a FailureError `input.missing` where nothing of its first name is there.
 */
export async function bindPath(walk: Walk, invocation: Invocation, node: string, path: string): Promise<Bound> {
  const { root, segments } = splitPath(path);
  const inputs = stuffsOf(invocation.memory, [root]);
  const whole = inputs[root];
  if (whole === undefined) return absentRoot(invocation, root, path);
  if (segments.length === 0) return { kind: "stuff", stuff: { ...whole, code: node } };
  const context = inlineContext(walk, invocation, inputs);
  const found = context === undefined ? undefined : bindingContent({ path }, context);
  const inline = found === undefined ? undefined : inlineValue(found.content, found.concept, walk.job.limits);
  const { concept, value } =
    found !== undefined && inline !== undefined
      ? { concept: found.concept, value: inline }
      : await callLeaf(walk, invocation, {
          kind: "compose",
          part: "binding",
          path,
          node,
          inputs,
          output: { concept: "native.Anything", multiplicity: "single" },
          parameters: invocation.parameters,
        });
  if (!isStoredList(value) && value.inline === null) {
    return absent(invocation, { kind: "declared_absent", reason: `There is no value at '${path}'.` });
  }
  return { kind: "stuff", stuff: { code: node, name: root, concept, value } };
}

function absentRoot(invocation: Invocation, root: string, path: string): Bound {
  const upstream = findAbsence(invocation.memory, root);
  if (upstream !== undefined) {
    return absent(invocation, { kind: "skipped", reason: `'${root}' is absent.`, upstream });
  }
  throw createFailure("input.missing", { message: `Nothing of the name '${root}' is there to read '${path}' from.` });
}

function absent({ ref }: Invocation, record: Pick<AbsenceRecord, "kind" | "reason" | "upstream">): Bound {
  return { kind: "absent", absence: { variable_name: "", producing_pipe: ref, ...record } };
}
