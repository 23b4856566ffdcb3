import { scheduleActivity, scheduleLocalActivity } from "@temporalio/workflow";
import { leafKey } from "@perdure/engine";
import type { Environment, LeafResult } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { fromTemporalFailure } from "@perdure/failures/temporal";
import { MAX_PAYLOAD_BYTES } from "../contract/run-contract.ts";
import type { RunInput } from "../contract/run-contract.ts";
import { jsonBytes } from "./json-bytes.ts";
import { leafSchedule } from "./leaf-schedule.ts";
import { createSlots } from "./slots.ts";

/** Activities in flight: far below what the server refuses in a way that no code can catch. */
const MAX_IN_FLIGHT = 500;

/** Runs the leaves of one run as activities: each is retried alone, and one that finished earlier is not run again. */
export function createCallLeaf(input: RunInput): Environment["callLeaf"] {
  const inSlot = createSlots(MAX_IN_FLIGHT);
  return async (call) => {
    const schedule = leafSchedule(input, call);
    // Local leaves are not looked up: they cost nothing, and several may belong to one node.
    const known = schedule.local ? undefined : input.restored?.[leafKey(call)];
    if (known !== undefined) return { ...known, restored: true };
    const args = [...schedule.args];
    const size = jsonBytes(args);
    if (size > MAX_PAYLOAD_BYTES) {
      throw createFailure("perdure.payload_too_large", {
        message: `The inputs of ${call.pipe} take ${size} bytes, more than the ${MAX_PAYLOAD_BYTES} that a call may carry.`,
      });
    }
    try {
      return await inSlot(() =>
        schedule.local
          ? scheduleLocalActivity<LeafResult>(schedule.type, args, schedule.options)
          : scheduleActivity<LeafResult>(schedule.type, args, schedule.options),
      );
    } catch (error) {
      throw fromTemporalFailure(error);
    }
  };
}
