import { runReadmeExample, type ReadmeRun } from "@perdure/readme-example";
import { describe, expect, it } from "vitest";
import * as all from "./all/index.ts";
import * as exported from "./index.ts";

/** What the example did with a model that fails as given so many times, and then answers. */
async function runWith(thrown: unknown, times: number): Promise<ReadmeRun & { calls: number; slept: number[] }> {
  const slept: number[] = [];
  let calls = 0;
  const callTheModel = (): Promise<void> => {
    calls += 1;
    return calls > times ? Promise.resolve() : Promise.reject(thrown);
  };
  const run = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/failures": exported, "@perdure/failures/all": all },
    values: { callTheModel, sleep: (milliseconds: number) => void slept.push(milliseconds) },
  });
  return { ...run, calls, slept };
}

describe("the first example of the README", () => {
  const limited = { status: 429, headers: { "retry-after": "5" } };

  it("waits at least as long as the server asks, and calls again", async () => {
    const { printed, promised, calls, slept } = await runWith(limited, 1);
    expect(printed).toBe(promised);
    expect(calls).toBe(2);
    expect(slept).toEqual([expect.any(Number)]);
    expect(slept[0]).toBeGreaterThanOrEqual(5000);
  });

  it("gives up when the attempts are used up", async () => {
    expect((await runWith(limited, 4)).calls).toBe(5);
    await expect(runWith(limited, 5)).rejects.toBe(limited);
  });

  it("gives up on a refused key", async () => {
    const refused = { status: 401 };
    await expect(runWith(refused, 1)).rejects.toBe(refused);
  });
});
