import type { LeafKind } from "@perdure/crate";
import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import type { RetryPolicy } from "@perdure/failures";

/** Where leaves go and how they are retried: resolved before the start, so that the workflow needs no configuration. */
export interface DispatchTable {
  readonly retry: RetryPolicy;
  /** Milliseconds without a sign of life after which an attempt counts as lost. */
  readonly heartbeat_timeout_ms: number;
  /** Routes by leaf kind; a kind without one runs on the workflow's own queue. */
  readonly kinds?: Partial<Record<LeafKind, LeafRoute>>;
}
/** Where the leaves of one kind go, and how they are retried. */
export interface LeafRoute {
  readonly queue?: string;
  readonly retry?: RetryPolicy;
  /** Queues by model handle, before `queue`. */
  readonly by_handle?: Readonly<Record<string, string>>;
}

/** Everything on the run's own queue, five attempts, ten seconds of silence. */
export const DEFAULT_DISPATCH: DispatchTable = Object.freeze({
  retry: DEFAULT_RETRY_POLICY,
  heartbeat_timeout_ms: 10_000,
});

/** The queue (undefined: the workflow's own) and the retry policy of one leaf. */
export function resolveDispatch(
  table: DispatchTable,
  kind: LeafKind,
  handle: string | undefined,
): { readonly queue: string | undefined; readonly retry: RetryPolicy } {
  const route = table.kinds?.[kind];
  const handles = route?.by_handle ?? {};
  const routed = handle !== undefined && Object.hasOwn(handles, handle) ? handles[handle] : undefined;
  return { queue: routed ?? route?.queue, retry: route?.retry ?? table.retry };
}
