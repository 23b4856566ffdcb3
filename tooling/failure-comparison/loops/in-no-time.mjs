import { vi } from "vitest";

/** How often `work` was called by the loop that `run` is, whose waits take no time. The loop's own error is of no interest. */
export async function callsOf(run, work) {
  const counted = vi.fn(work);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  try {
    const running = run(counted).catch(() => undefined);
    await vi.runAllTimersAsync();
    await running;
  } finally {
    vi.useRealTimers();
  }
  return counted.mock.calls.length;
}
