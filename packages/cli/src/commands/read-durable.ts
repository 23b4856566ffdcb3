import { createFailure } from "@perdure/failures";
import type { CommandContext } from "../command-context.ts";
import type { RunRecord } from "../ports.ts";
import { withRecords } from "../session.ts";

/** The record of a run that another process can take part in. Rejects with `run.not_found`, or `runtime.unsupported` for a direct run. */
export async function readDurable(context: CommandContext, runId: string): Promise<RunRecord> {
  const record = await withRecords(context, (reader) => reader.record(runId));
  if (record.backend !== "direct") return record;
  throw createFailure("runtime.unsupported", {
    message: `Run ${runId} is direct: it lives and ends in the process that started it.`,
    user_action: {
      kind: "change_input",
      detail: "Press Ctrl-C where it runs to cancel it; a run with --durable can be resumed, watched and cancelled.",
    },
  });
}
