import { CancellationScope } from "@temporalio/workflow";
import type { AbortSignalLike } from "@perdure/engine";

/** The cancellation of the current workflow, as the signal that the interpreter reads: the isolate has no AbortSignal. */
export function cancellationSignal(): AbortSignalLike {
  const scope = CancellationScope.current();
  const listeners = new Set<() => void>();
  scope.cancelRequested.catch(() => {
    for (const listener of listeners) listener();
  });
  return {
    get aborted() {
      return scope.consideredCancelled;
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
}
