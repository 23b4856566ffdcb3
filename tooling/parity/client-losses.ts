import { servedAs } from "@perdure/emulator";
import type { FailureFixture } from "@perdure/failures/testing";
import { isServed } from "./fixture-leaves.ts";
import { isSilent } from "./fixture-run.ts";

/** What our own client does not see of a failure that comes over the wire, and the verdict that is left. */
export interface ClientLoss {
  readonly why: string;
  readonly isOf: (fixture: FailureFixture) => boolean;
  readonly expected: FailureFixture["expected"];
}

export const CLIENT_LOSSES: readonly ClientLoss[] = [
  {
    why: "fetch gives no answer of status 407, it throws an error that says nothing: it may as well have been cut off",
    isOf: (fixture) => servedAs(fixture) === "answer" && fixture.status === 407,
    expected: { code: "provider.outcome_unknown", category: "ambiguous", retryable: false, user_action: "read_run" },
  },
  {
    why: "our client waits for as long as its leaf may: it is the leaf that runs out of time",
    isOf: isSilent,
    expected: { code: "perdure.leaf_timeout", category: "ambiguous", retryable: false, user_action: "read_run" },
  },
];

/** The verdict that a run must give on a fixture: the fixture's own, but for what the client loses of it. */
export function expectedOfRun(fixture: FailureFixture): FailureFixture["expected"] {
  const loss = isServed(fixture) ? CLIENT_LOSSES.find(({ isOf }) => isOf(fixture)) : undefined;
  return loss?.expected ?? fixture.expected;
}
