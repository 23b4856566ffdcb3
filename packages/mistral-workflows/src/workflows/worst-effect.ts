import { effectOf } from "@perdure/engine";
import type { RunJob } from "@perdure/engine";
import type { Effect } from "@perdure/failures";

const RANKS: readonly Effect[] = ["pure", "idempotent", "billable", "effectful"];

/** What a repeat of a whole run may cost at worst: the worst effect of the leaves that its plan can reach. */
export function worstEffect({ plan, models, function_effects }: RunJob): Effect {
  let worst = 0;
  for (const [ref, pipe] of Object.entries(plan.pipes)) {
    if (pipe.type !== "leaf") continue;
    const declared = pipe.function_name === undefined ? undefined : function_effects[pipe.function_name];
    worst = Math.max(worst, RANKS.indexOf(effectOf(pipe.kind, models[ref]?.main?.provider, declared)));
  }
  return RANKS[worst] as Effect;
}
