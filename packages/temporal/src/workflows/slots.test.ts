import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSlots } from "./slots.ts";

describe("createSlots", () => {
  it("never lets more than its number work, starts in order, and finishes all", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.scheduler(),
        async (limit, pieces, scheduler) => {
          const inSlot = createSlots(limit);
          const started: number[] = [];
          let working = 0;
          let most = 0;
          const all = pieces.map((fails, index) =>
            inSlot(async () => {
              started.push(index);
              working += 1;
              most = Math.max(most, working);
              await scheduler.schedule(Promise.resolve());
              working -= 1;
              if (fails) throw new Error("fails");
            }).catch(() => undefined),
          );
          await scheduler.waitFor(Promise.all(all));
          expect(most).toBeLessThanOrEqual(limit);
          expect(started).toEqual(pieces.map((_piece, index) => index));
        },
      ),
    );
  });
});
