import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { plainLine } from "@perdure/failures/cli";
import type { CommandContext } from "./command-context.ts";
import type { PreparedRun } from "./ports.ts";
import type { Progress } from "./progress/progress.ts";

/** What a person must know of an emulated run, at its start and at its end. */
export const EMULATED_LINE =
  "Model calls go to the emulated provider on this machine: its answers are made up, and nothing is paid.";

/** Says it now, and again as the command's last line. */
export function sayEmulated({ sayAtEnd }: CommandContext, progress: Progress): void {
  progress.say(EMULATED_LINE);
  sayAtEnd(EMULATED_LINE);
}

/** Whether any model call of the run is emulated. */
export function isEmulated({ models }: Pick<PreparedRun, "models">): boolean {
  return models.some(({ provider }) => provider === "emulated");
}

/** What a run that is not emulated may pay for: its providers, their addresses where they are not the usual ones, its models and the most calls that it can make. */
export function paidLines(prepared: PreparedRun, options: { readonly retries: boolean }): readonly string[] {
  const paid = prepared.models.filter(({ provider }) => provider !== "internal");
  if (paid.length === 0) return ["No model is called."];
  const byProvider = new Map<string, string[]>();
  for (const { provider, host, model } of paid) {
    const where = host === undefined ? provider : `${provider} at ${host}`;
    byProvider.set(where, [...new Set([...(byProvider.get(where) ?? []), model])]);
  }
  const names = [...byProvider].map(
    ([provider, models]) => `${plainLine(provider)} (${models.map(plainLine).join(", ")})`,
  );
  return [`Model calls are paid: ${names.join("; ")}`, callsLine(prepared, options)];
}

/** The lines that name a run, its backend and how to take it up again. */
export function runLines(
  { job }: Pick<PreparedRun, "job">,
  backend: { readonly description: string; readonly why: string; readonly durable: boolean },
): readonly string[] {
  const { run_id, entry } = job;
  return [
    `Run ${run_id} of ${entry}: ${plainLine(backend.description)} (${plainLine(backend.why)})`,
    ...(backend.durable ? [`If this process dies, or after Ctrl-C: npx perdure resume ${run_id}`] : []),
  ];
}

/** The most calls that the run can make, in words; `retries`: its backend repeats a failed step. */
function callsLine({ calls }: Pick<PreparedRun, "calls">, { retries }: { readonly retries: boolean }): string {
  const items = calls.per_item.map(({ list, within, calls: count }) => {
    const lists = [list, ...within.toReversed()].map(plainLine);
    return `${count} more for each item of ${lists.join(" in each item of ")}`;
  });
  const parts = [`${calls.fixed} model ${calls.fixed === 1 ? "inference" : "inferences"}`, ...items].join(", and ");
  const most = calls.calls_per_inference * (retries ? DEFAULT_RETRY_POLICY.maximum_attempts : 1);
  return `At most ${parts}; each is at most ${most} calls, repeats after faults and re-asks included.`;
}
