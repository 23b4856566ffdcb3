import { ApplicationFailure, CancellationScope, CancelledFailure, defineQuery } from "@temporalio/workflow";
import { setHandler, setWorkflowOptions } from "@temporalio/workflow";
import { interpret } from "@perdure/engine";
import type { Environment, NodeRecord } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError } from "@perdure/failures";
import { toTemporalFailure } from "@perdure/failures/temporal";
import { PROGRESS_QUERY } from "../contract/names.ts";
import { MAX_PAYLOAD_BYTES } from "../contract/run-contract.ts";
import type { ProgressAnswer, RunInput, RunOutput } from "../contract/run-contract.ts";
import { createCallLeaf } from "./call-leaf.ts";
import { cancellationSignal } from "./cancellation-signal.ts";
import { jsonBytes } from "./json-bytes.ts";
import { createProgress } from "./progress.ts";

const progressQuery = defineQuery<ProgressAnswer, [number?]>(PROGRESS_QUERY);
/** Node records ride beside the report of a failed run, where they fit. */
const MAX_FAILURE_NODES_BYTES = 256_000;

/**
 * One run of one method: the interpreter, with every leaf an activity. Completes with the run's memory; fails with an
 * ApplicationFailure whose first detail is the failure report; a cancelled run is cancelled.
 */
export async function perdureRun(input: RunInput): Promise<RunOutput> {
  const progress = createProgress(input.job.entry);
  setHandler(progressQuery, (since = 0) => progress.since(since));
  const scope = CancellationScope.current();
  try {
    requireKnown(input);
    const environment: Environment = {
      callLeaf: createCallLeaf(input),
      emit: ({ node }) => progress.record(node),
      now: () => Date.now(),
      signal: cancellationSignal(),
    };
    const { memory, nodes } = await interpret(input.job, environment);
    return bounded({ schema: 1, memory, nodes });
  } catch (error) {
    const failure = toFailure(error, {});
    progress.fail(failure.report);
    // Whatever a leaf in flight ended with, the run ended because somebody asked.
    if (scope.consideredCancelled) throw new CancelledFailure("The run was cancelled.");
    throw runFailure(failure, progress.nodes());
  }
}
// A plain error would be retried for ever as a workflow task; this makes it the failure of the run.
setWorkflowOptions({ failureExceptionTypes: [Error] }, perdureRun);

function requireKnown({ schema, semantics }: RunInput): void {
  if (schema === 1 && semantics === 1) return;
  throw createFailure("perdure.schema_unsupported", {
    message: `This worker runs schema 1 and semantics 1; the run has schema ${schema} and semantics ${semantics}.`,
  });
}

function bounded(output: RunOutput): RunOutput {
  if (jsonBytes(output) <= MAX_PAYLOAD_BYTES) return output;
  const { nodes: _nodes, ...slim } = output;
  const size = jsonBytes(slim);
  if (size <= MAX_PAYLOAD_BYTES) return slim;
  throw createFailure("perdure.payload_too_large", {
    message: `The memory of the run takes ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that a result may carry.`,
  });
}

function runFailure(failure: FailureError, nodes: readonly NodeRecord[]): ApplicationFailure {
  const { report, transport } = failure;
  const { type, message } = toTemporalFailure(failure, { effect: "effectful", attempt: 1, random: () => 0 });
  const beside = jsonBytes(nodes) <= MAX_FAILURE_NODES_BYTES ? { ...transport, nodes } : transport;
  const thrown = ApplicationFailure.create({ type, message, details: [report, beside], nonRetryable: true });
  // A stack names folders of the machine that built this, and helps nobody who reads a history.
  thrown.stack = "";
  return thrown;
}
