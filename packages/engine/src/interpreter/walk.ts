import type { ControlPlan, JsonObject, Multiplicity, PipeRef, PlanPipe } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { Environment } from "../contract/environment.ts";
import type { NodeRecords } from "./node-records.ts";
import type { RunJob } from "../contract/run-job.ts";
import type { Memory } from "../memory/memory.ts";

/** One walk over a plan: what every step of it needs. `runPipe` is here so that controllers need not import the envelope. */
export interface Walk {
  readonly job: RunJob;
  readonly environment: Environment;
  readonly records: NodeRecords;
  /** The node that the walk begins with. */
  readonly start: string;
  readonly runPipe: (invocation: Invocation) => Promise<Memory>;
}

/** One pipe about to run. */
export interface Invocation {
  readonly ref: PipeRef;
  readonly node: string;
  readonly parent?: string;
  readonly memory: Memory;
  /** Codes of the pipes around it, outermost first. */
  readonly path: readonly string[];
  /** The name that the caller gives to the result. */
  readonly outputName?: string | undefined;
  /** The caller's override of the declared multiplicity. */
  readonly multiplicity?: Multiplicity | undefined;
  readonly item?: number | undefined;
  readonly parameters: JsonObject;
}

/** The planned pipe of a reference. Throws a FailureError `runtime.unexpected` where the plan lacks it. */
export const plannedPipe = (walk: Walk, ref: PipeRef): PlanPipe => plannedPipeOf(walk.job.plan, ref);

/** The same of a plan alone. */
export function plannedPipeOf({ pipes }: ControlPlan, ref: PipeRef): PlanPipe {
  const pipe = Object.hasOwn(pipes, ref) ? pipes[ref] : undefined;
  if (pipe !== undefined) return pipe;
  throw createFailure("runtime.unexpected", { message: `The plan of this run has no pipe ${ref}.` });
}

/** A child invocation that shares what its parent knows. */
export function childInvocation(
  parent: Invocation,
  child: Pick<Invocation, "ref" | "node" | "memory"> &
    Partial<Pick<Invocation, "outputName" | "multiplicity" | "item" | "parent">>,
  code: string,
): Invocation {
  return {
    parent: parent.node,
    item: parent.item,
    path: [...parent.path, code],
    parameters: parent.parameters,
    ...child,
  };
}
