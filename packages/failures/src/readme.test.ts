import { runReadmeExample } from "@perdure/readme-example";
import { describe, expect, it } from "vitest";
import * as all from "./all/index.ts";
import * as exported from "./index.ts";

/** What the example waited, after the model failed once as given. */
const waits = async (thrown: unknown): Promise<readonly number[]> => {
  const slept: number[] = [];
  await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/failures": exported, "@perdure/failures/all": all },
    values: {
      callTheModel: () => Promise.reject(thrown),
      sleep: (milliseconds: number) => void slept.push(milliseconds),
    },
  });
  return slept;
};

describe("the first example of the README", () => {
  it("waits at least as long as the server asks", async () => {
    const [delay] = await waits({ status: 429, headers: { "retry-after": "5" } });
    expect(delay).toBeGreaterThanOrEqual(5000);
  });

  it("gives up on a refused key", async () => {
    const refused = { status: 401 };
    await expect(waits(refused)).rejects.toBe(refused);
  });
});
