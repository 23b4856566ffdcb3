import { describe, expect, it } from "vitest";
import { readFaultPlan } from "./fault-plan.ts";
import { createFaultSelector, type FaultSelector, type FaultSubject } from "./fault-selector.ts";
import type { LedgerEntry } from "./ledger.ts";

const fired = (selector: FaultSelector, count: number, subject: FaultSubject = {}): boolean[] =>
  Array.from({ length: count }, () => selector.selectForRequest(subject).row !== undefined);

describe("a fault plan", () => {
  it("fires on the nth matching request alone", () => {
    const selector = createFaultSelector(readFaultPlan([{ match: { nth: 2 }, fault: { status: 500 } }]), []);
    expect(fired(selector, 4)).toEqual([false, true, false, false]);
  });

  it("fires on every nth matching request, at most so many times", () => {
    const plan = readFaultPlan([{ match: { every: 2 }, times: 2, fault: { status: 500 } }]);
    expect(fired(createFaultSelector(plan, []), 7)).toEqual([false, true, false, true, false, false, false]);
  });

  it("matches by path, by a part of the body and by the beginning of the key", () => {
    const match = { path: "/v1/chat/completions", contains: "invoice", key_prefix: "ab" };
    const selector = createFaultSelector(readFaultPlan([{ match, fault: { status: 500 } }]), []);
    const subject = { path: "/v1/chat/completions", body: "an invoice", key: "abcd" };
    expect(selector.selectForRequest(subject).row).toBeDefined();
    for (const other of [{ path: "/v1/models" }, { body: "a letter" }, { key: "xy" }]) {
      expect(selector.selectForRequest({ ...subject, ...other }).row).toBeUndefined();
    }
  });

  it("goes on counting where the ledger of a former life ended", () => {
    const plan = readFaultPlan([{ id: "third", match: { nth: 3 }, fault: { status: 500 } }]);
    const past = [1, 2].map((sequence) => ({ sequence, matched: ["third"] }) as unknown as LedgerEntry);
    expect(fired(createFaultSelector(plan, past), 2)).toEqual([true, false]);
  });

  it("names two rows of equal content apart", () => {
    const row = { match: {}, times: 1, fault: { status: 500 } };
    expect(new Set(readFaultPlan([row, row]).map(({ id }) => id)).size).toBe(2);
  });

  it.each([
    ["a plan that is no array", {}],
    ["an unknown condition", [{ match: { nht: 1 }, fault: {} }]],
    ["an unknown effect", [{ match: {}, fault: { stauts: 500 } }]],
    ["a count below one", [{ match: { nth: 0 }, fault: {} }]],
    ["a fraction of a count", [{ match: { every: 1.5 }, fault: {} }]],
    ["a number of firings that is none", [{ match: {}, times: "2", fault: {} }]],
    ["a status that is none", [{ match: {}, fault: { status: 99 } }]],
    ["a status that only announces an answer", [{ match: {}, fault: { status: 100 } }]],
    ["a status in words", [{ match: {}, fault: { status: "500" } }]],
    ["a delay that is none", [{ match: {}, fault: { first_byte_delay_ms: -1 } }]],
    ["headers that are none", [{ match: {}, fault: { headers: { "x-id": 5 } } }]],
    ["a Retry-After that is neither seconds nor a date", [{ match: {}, fault: { retry_after: {} } }]],
    ["a part of the body that is no text", [{ match: { contains: 5 }, fault: {} }]],
    ["a row that is none", [null]],
    ["a failure that nobody has described", [{ match: {}, fault: { fixture: "openai.no_such_failure" } }]],
    ["a failure that comes before any request", [{ match: {}, fault: { fixture: "network.refused" } }]],
    ["a failure that is no id", [{ match: {}, fault: { fixture: 5 } }]],
    ["a failure with another status", [{ match: {}, fault: { fixture: "openai.bad_key", status: 500 } }]],
    ["an unknown place to drop", [{ match: {}, fault: { drop: "later" } }]],
    ["a request condition before there is a request", [{ match: { path: "/" }, fault: { drop: "on_accept" } }]],
  ])("refuses %s", (_, plan) => {
    expect(() => readFaultPlan(plan)).toThrow(TypeError);
  });
});
