import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { DEFAULT_DISPATCH, resolveDispatch } from "./dispatch.ts";
import type { DispatchTable } from "./dispatch.ts";

const patient = { ...DEFAULT_RETRY_POLICY, maximum_attempts: 9 };
const table: DispatchTable = {
  ...DEFAULT_DISPATCH,
  kinds: { llm: { queue: "models", retry: patient, by_handle: { $writing: "writers" } }, extract: { queue: "pages" } },
};

describe("resolveDispatch", () => {
  it("leaves a kind without a route on the run's own queue under the table's policy", () => {
    expect(resolveDispatch(table, "func", undefined)).toEqual({ queue: undefined, retry: DEFAULT_RETRY_POLICY });
  });

  it("prefers the queue of the model to that of the kind", () => {
    expect(resolveDispatch(table, "llm", "$writing")).toEqual({ queue: "writers", retry: patient });
    expect(resolveDispatch(table, "llm", "$reading")).toEqual({ queue: "models", retry: patient });
    expect(resolveDispatch(table, "extract", undefined)).toEqual({ queue: "pages", retry: DEFAULT_RETRY_POLICY });
  });

  it("knows no handle by the name of an inherited member", () => {
    expect(resolveDispatch(table, "llm", "constructor").queue).toBe("models");
  });
});
