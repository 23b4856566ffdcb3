import type { ConditionPipe, Outcome } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { callLeaf } from "./call-leaf.ts";
import { conditionReads, evaluateCondition } from "../pure/evaluate-condition.ts";
import { inlineContext, stuffsOf } from "./load-inline.ts";
import { bindAbsence, putAlias } from "../memory/memory.ts";
import { createChildNames } from "./node-id.ts";
import { codesOf } from "./run-leaf.ts";
import type { Memory } from "../memory/memory.ts";
import type { Stuff } from "../memory/values.ts";
import { childInvocation, plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

type Condition = Omit<ConditionPipe, "description" | "place">;

/** Prints the expression, and runs the pipe that its text names on the same memory, under the same result name. */
export async function runCondition(walk: Walk, invocation: Invocation, pipe: Condition): Promise<Memory> {
  const inputs = stuffsOf(invocation.memory, conditionReads(pipe));
  const printed = await print(walk, invocation, pipe, inputs);
  const outcome = Object.hasOwn(pipe.outcomes, printed) ? (pipe.outcomes[printed] as Outcome) : pipe.default_outcome;
  walk.records.change(invocation.node, { reads: codesOf(inputs), outcome: shortened(printed) });
  const memory = withAlias(invocation.memory, pipe, printed);
  if (outcome === "fail") {
    throw createFailure("perdure.condition_fail_outcome", {
      message: `The condition printed '${shortened(printed)}', and its outcome for that is to fail.`,
    });
  }
  if (outcome === "continue") {
    if (!pipe.output.optional) return memory;
    const reason = "The condition went on without a value.";
    const record = { variable_name: "", kind: "declared_absent" as const, reason, producing_pipe: invocation.ref };
    return bindAbsence(memory, record, invocation.outputName);
  }
  const { code } = plannedPipe(walk, outcome.pipe);
  const node = createChildNames(invocation.node)(code);
  const { outputName, multiplicity } = invocation;
  return walk.runPipe(childInvocation(invocation, { ref: outcome.pipe, node, memory, outputName, multiplicity }, code));
}

async function print(
  walk: Walk,
  invocation: Invocation,
  pipe: Condition,
  inputs: Readonly<Record<string, Stuff>>,
): Promise<string> {
  const context = inlineContext(walk, invocation, inputs);
  if (context !== undefined) return evaluateCondition(pipe, context);
  const { printed } = await callLeaf(walk, invocation, {
    kind: "condition",
    node: invocation.node,
    inputs,
    output: { concept: "native.Text", multiplicity: "single" },
    parameters: invocation.parameters,
  });
  if (printed === undefined) {
    throw createFailure("runtime.unexpected", {
      message: "A condition was evaluated elsewhere and nothing came back.",
    });
  }
  return printed;
}

/** The reference runtime reads this key the other way round than its name: the printed text becomes an alias of the named value. */
function withAlias(memory: Memory, pipe: Condition, printed: string): Memory {
  const target = pipe.add_alias_from_expression_to;
  return target === undefined ? memory : putAlias(memory, printed, target);
}

const shortened = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);
