import type { Backend, RunState, RunSummary } from "@perdure/engine";
import { setTimeout as sleep } from "node:timers/promises";

const BETWEEN_MS = 50;

/** What a backend lists about one run, once it lists that run as in a state: a server may take a moment. Ends with the case's time. */
export async function listed(backend: Backend, runId: string, state: RunState): Promise<readonly RunSummary[]> {
  for (;;) {
    const found: RunSummary[] = [];
    for await (const summary of backend.list()) if (summary.run_id === runId) found.push(summary);
    if (found.some((summary) => summary.state === state)) return found;
    await sleep(BETWEEN_MS);
  }
}
