import type { BackendCapabilities } from "@perdure/engine";

/** How one case ended. */
export type CaseOutcome = {
  readonly id: string;
  readonly why: string;
} & (
  | { readonly outcome: "passed" }
  | { readonly outcome: "failed"; readonly problem: string }
  | { readonly outcome: "not_claimed"; readonly reason: string }
  | { readonly outcome: "waived"; readonly reason: string; readonly problem: string }
);

/** A case that is known to fail, and why that is accepted. */
export interface Waiver {
  readonly case: string;
  readonly reason: string;
}

/** What a proof came to. Plain JSON. */
export interface ConformanceReport {
  readonly schema: 1;
  readonly backend: string;
  readonly capabilities: BackendCapabilities;
  readonly outcomes: readonly CaseOutcome[];
  /** Waivers that match no case, or whose case passes or is not claimed: each is an error. */
  readonly stale_waivers: readonly string[];
  /** No case failed, and no waiver is stale. */
  readonly ok: boolean;
}

/** The report of some outcomes. `all_ids` are those of every case there is. */
export function createReport(
  backend: string,
  capabilities: BackendCapabilities,
  outcomes: readonly CaseOutcome[],
  waivers: readonly Waiver[],
): ConformanceReport {
  const stale_waivers = staleWaivers(outcomes, waivers);
  const ok = stale_waivers.length === 0 && outcomes.every(({ outcome }) => outcome !== "failed");
  return { schema: 1, backend, capabilities, outcomes, stale_waivers, ok };
}

/** What is wrong with waivers, one sentence each. */
export function staleWaivers(outcomes: readonly CaseOutcome[], waivers: readonly Waiver[]): readonly string[] {
  const byId = new Map(outcomes.map((one) => [one.id, one.outcome]));
  return waivers.flatMap(({ case: id }) => {
    const outcome = byId.get(id);
    if (outcome === "waived") return [];
    return [
      outcome === undefined
        ? `There is no case '${id}': its waiver waives nothing.`
        : `The case '${id}' is ${outcome === "passed" ? "met" : "not claimed"}: remove its waiver.`,
    ];
  });
}
