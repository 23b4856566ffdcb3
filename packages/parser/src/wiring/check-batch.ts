import type { BatchPipe } from "@perdure/crate";
import { checkCall, reportUnread } from "./check-calls.ts";
import { checkOutput } from "./check-output.ts";
import { namesOfInputs } from "./check-sequence.ts";
import { contractPlaces } from "../library/declared-places.ts";
import { isSnakeName } from "../library/names.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfInput, spanOfKey } from "../pipes/pipe-context.ts";
import { valueOfOutput } from "./known-value.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

/** Holds a batch's list, item and output against the pipe that runs for each item. */
export function checkBatch(wiring: Wiring, context: PipeContext, pipe: BatchPipe): void {
  const { reporter, contract, declared } = context;
  const names = namesOfInputs(context);
  names.read.add(pipe.input_list_name);
  const list = contract.inputs[pipe.input_list_name];
  // The list's name has been reported: which input was meant is not known.
  if (list === undefined) names.isPartial = true;
  const isKnown = list !== undefined && !wiring.isUnchecked(list.concept);
  if (isKnown && list.multiplicity === "single") {
    reporter.report("batch.list_single", spanOfInput(context, pipe.input_list_name), {
      pipe: declared.ref,
      name: pipe.input_list_name,
      concept: list.concept,
    });
  }
  const inputs = wiring.inputsOf(pipe.branch);
  // A name that cannot be one has been reported, and a pipe that calls itself is as a cycle.
  const isJudged = isSnakeName(pipe.input_item_name) && pipe.branch !== declared.ref;
  if (isJudged && inputs !== undefined && !Object.hasOwn(inputs, pipe.input_item_name)) {
    const suggestion = reporter.suggest(pipe.input_item_name, Object.keys(inputs));
    reporter.report(
      "batch.item_unread",
      spanOfKey(context, "input_item_name"),
      { pipe: declared.ref, called: pipe.branch, input: pipe.input_item_name },
      { related: contractPlaces(context.library, pipe.branch), suggestion },
    );
  }
  const item: KnownValue = { concept: list?.concept, multiplicity: "single", absent: false };
  const span = spanOfKey(context, "branch_pipe_code");
  const isTaken = inputs !== undefined && Object.hasOwn(inputs, pipe.input_item_name);
  names.read.add(pipe.input_item_name);
  // What the branch misses where it does not take the item by its name is most likely the item.
  checkCall(wiring, context, isTaken ? names : { ...names, isPartial: true }, {
    pipe: pipe.branch,
    span,
    item: { name: pipe.input_item_name, value: item },
  });
  names.isPartial ||= inputs === undefined;
  reportUnread(context, names);
  const given = valueOfOutput(wiring.outputOf(pipe.branch));
  // A branch that gives a list gives a list of lists, which no slot can say: only the concept is held against the output.
  checkOutput(
    wiring,
    context,
    { ...given, multiplicity: contract.output.multiplicity, absent: false },
    `its branch '${pipe.branch}'`,
  );
}
