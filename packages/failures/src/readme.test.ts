import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_RETRY_POLICY, classify, mayAutoRetry, retryDelay } from "./index.ts";

const EXPORTS: Readonly<Record<string, unknown>> = { DEFAULT_RETRY_POLICY, classify, mayAutoRetry, retryDelay };
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const block = /```ts\n(?<code>[\s\S]*?)```/u.exec(readme)?.groups?.["code"] ?? "";
const imported = /import \{ (?<names>[^}]+) \} from "@perdure\/failures";\n/u.exec(block);

// The example is JavaScript but for its import, which the parameters stand for.
const runExample = async (thrown: unknown): Promise<readonly number[]> => {
  const names = (imported?.groups?.["names"] ?? "").split(",").map((name) => name.trim());
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const example = new AsyncFunction(...names, "callTheModel", "sleep", block.replace(imported?.[0] ?? "", ""));
  const slept: number[] = [];
  const values = names.map((name) => EXPORTS[name]);
  await example(
    ...values,
    () => Promise.reject(thrown),
    (milliseconds: number) => void slept.push(milliseconds),
  );
  return slept;
};

describe("the first example of the README", () => {
  it("waits at least as long as the server asks", async () => {
    const [delay] = await runExample({ status: 429, headers: { "retry-after": "5" } });
    expect(delay).toBeGreaterThanOrEqual(5000);
  });

  it("gives up on a refused key", async () => {
    const refused = { status: 401 };
    await expect(runExample(refused)).rejects.toBe(refused);
  });
});
