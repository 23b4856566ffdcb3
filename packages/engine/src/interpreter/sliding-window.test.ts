import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slidingWindow } from "./sliding-window.ts";

const plan = fc.record({
  count: fc.nat({ max: 12 }),
  width: fc.integer({ min: -1, max: 6 }),
  failing: fc.uniqueArray(fc.nat({ max: 11 })),
});

describe("a sliding window", () => {
  it("starts in order, never more than its width at once, and ends the same whatever settles first", async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.scheduler(), async ({ count, width, failing }, scheduler) => {
        const started: number[] = [];
        let running = 0;
        let most = 0;
        const window = slidingWindow(count, width, async (index) => {
          started.push(index);
          running += 1;
          most = Math.max(most, running);
          await scheduler.schedule(Promise.resolve(), String(index));
          running -= 1;
          if (failing.includes(index)) throw new RangeError(String(index));
          return index * 10;
        });
        const ended = window.then(
          (results) => ({ results }),
          (error: RangeError) => ({ failed: Number(error.message), stillRunning: running }),
        );
        const end = await scheduler.waitFor(ended);
        expect(most).toBeLessThanOrEqual(Math.max(width, 1));
        expect(started).toEqual(started.map((_, index) => index));
        const lowest = Math.min(...failing.filter((index) => index < count));
        const results = Array.from({ length: count }, (_, index) => index * 10);
        expect(end).toEqual(lowest === Infinity ? { results } : { failed: lowest, stillRunning: 0 });
      }),
    );
  });

  it("starts nothing once a task has failed", async () => {
    const started: number[] = [];
    const window = slidingWindow(5, 2, async (index) => {
      started.push(index);
      await Promise.resolve();
      throw new RangeError(String(index));
    });
    await expect(window).rejects.toThrow("0");
    expect(started).toEqual([0, 1]);
  });
});
