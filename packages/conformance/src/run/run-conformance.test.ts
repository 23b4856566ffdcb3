import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ConformanceCase } from "../case.ts";
import { referenceBackend } from "../reference/reference-backend.ts";
import { casesMatching, runConformance } from "./run-conformance.ts";

const passes: ConformanceCase = { id: "made.passes", requires: [], why: "It holds", run: () => Promise.resolve() };
const breaks: ConformanceCase = {
  id: "made.fails",
  requires: [],
  why: "It does not hold",
  run: () => Promise.reject(new Error("seen: 1")),
};
const other: ConformanceCase = { ...passes, id: "made.other", requires: ["per_run_retry"] };
const outcomesOf = async (cases: readonly ConformanceCase[], options = {}) =>
  runConformance(referenceBackend(), { cases, ...options });

describe("a proof", () => {
  it("tells what passed, what failed and what is not claimed", async () => {
    const { outcomes, ok, backend, capabilities } = await outcomesOf([passes, breaks, other]);
    expect(outcomes).toEqual([
      { id: "made.passes", why: "It holds", outcome: "passed" },
      { id: "made.fails", why: "It does not hold", outcome: "failed", problem: expect.stringContaining("seen: 1") },
      { id: "made.other", why: "It holds", outcome: "not_claimed", reason: "it does not claim per_run_retry" },
    ]);
    expect({ ok, backend, durable: capabilities.durable }).toEqual({ ok: false, backend: "reference", durable: true });
  });

  it("waives a case that fails, with its reason and what was seen", async () => {
    const { outcomes, ok } = await outcomesOf([breaks], { waivers: [{ case: "made.fails", reason: "known" }] });
    expect(outcomes).toMatchObject([
      { outcome: "waived", reason: "known", problem: expect.stringContaining("seen: 1") },
    ]);
    expect(ok).toBe(true);
  });

  it.each([
    ["matches no case", "made.nothing"],
    ["is of a case that passes", "made.passes"],
    ["is of a case that is not claimed", "made.other"],
  ])("does not accept a waiver that %s", async (_, id) => {
    const { stale_waivers, ok } = await outcomesOf([passes, other], { waivers: [{ case: id, reason: "?" }] });
    expect(stale_waivers).toEqual([expect.stringContaining(id)]);
    expect(ok).toBe(false);
  });

  it("ends a case that hangs, by name", async () => {
    const hangs: ConformanceCase = { ...passes, id: "made.hangs", run: () => new Promise(() => undefined) };
    const { outcomes } = await outcomesOf([hangs, passes], { case_timeout_ms: 5 });
    expect(outcomes).toMatchObject([
      { id: "made.hangs", outcome: "failed", problem: expect.stringContaining("5 ms") },
      { outcome: "passed" },
    ]);
  });

  it("takes away what it set up, and where opening fails says so", async () => {
    const seen: string[] = [];
    const underTest = {
      ...referenceBackend(),
      setUp: ({ folder }: { readonly folder: string }) => {
        seen.push(folder);
        return Promise.resolve({ state: null, tearDown: async () => void seen.push("torn down") });
      },
      open: () => Promise.reject(new Error("no server")),
    };
    await expect(runConformance(underTest, { cases: [passes] })).rejects.toThrow("no server");
    expect(seen).toEqual([expect.any(String), "torn down"]);
    expect(existsSync(seen[0] ?? "")).toBe(false);
  });

  it("hands each case an id, a folder and instances of its own", async () => {
    const ids: string[] = [];
    const asks: ConformanceCase = {
      ...passes,
      run: async ({ freeRunId, another }) => {
        ids.push(freeRunId(), freeRunId());
        await another();
      },
    };
    await outcomesOf([asks, { ...asks, id: "made.again" }]);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("cases by a pattern", () => {
  it("are one case or a family", () => {
    expect(casesMatching("lifecycle.a_run_is_listed")).toHaveLength(1);
    expect(casesMatching("results.sequence").length).toBeGreaterThan(5);
    expect(casesMatching("results.sequence").every(({ id }) => id.startsWith("results.sequence."))).toBe(true);
  });

  it("are never none", () => {
    expect(() => casesMatching("result")).toThrow(RangeError);
  });
});
