import type { JsonObject, Multiplicity, PipeRef } from "@perdure/crate";
import type { WorkingMemory } from "../memory/values.ts";
import type { NodeRecord } from "./run-event.ts";

/** One invocation of a controller, as data: with the job of its run, everything that a unit of work needs to walk it. */
export interface PipeCall {
  readonly schema: 1;
  readonly pipe: PipeRef;
  readonly node_id: string;
  readonly parent?: string;
  /** Codes of the pipes around it and its own, outermost first. */
  readonly path: readonly string[];
  readonly memory: WorkingMemory;
  /** The name that the caller gives to the result. */
  readonly output_name?: string;
  readonly output_multiplicity?: Multiplicity;
  /** The index of the batch item that it belongs to. */
  readonly item?: number;
  readonly parameters: JsonObject;
}

/** What a controller leaves behind: its memory, and every node in it, its own first. */
export interface PipeResult {
  readonly memory: WorkingMemory;
  readonly nodes: readonly NodeRecord[];
}
