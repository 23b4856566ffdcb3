import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";

const STILL_RUNNING = Symbol("still running");

/**
 * How a loop ended that `run` is and whose waits took no time: how often it called `work`, and what it threw in the end.
 */
export async function runInNoTime(run, work) {
  let calls = 0;
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const end = run((...given) => {
      calls += 1;
      return work(...given);
    }).then(
      () => ({}),
      (error) => ({ error }),
    );
    for (;;) {
      const state = await Promise.race([end, setImmediate(STILL_RUNNING)]);
      if (state !== STILL_RUNNING) return { calls, ...state };
      mock.timers.runAll();
    }
  } finally {
    mock.timers.reset();
  }
}

/** How often the loop called `work`. */
export const callsOf = async (run, work) => (await runInNoTime(run, work)).calls;
