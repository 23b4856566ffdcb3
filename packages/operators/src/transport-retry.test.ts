import { DEFAULT_LIMITS } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { describe, expect, it } from "vitest";
import { withTransportRetry, type CallCounter } from "./transport-retry.ts";

const { transport } = DEFAULT_LIMITS;
const networkError = (code: string, syscall: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code, syscall }) });

async function attempt(error: Error, signal = new AbortController().signal) {
  const counter: CallCounter = { calls: 0 };
  const waits: number[] = [];
  const failure = await withTransportRetry(() => Promise.reject(error), {
    limits: transport,
    pace: { random: () => 0, sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) },
    counter,
    signal,
    classify: (thrown) => toFailure(thrown, { provider: "emulated", now_ms: 0 }),
  }).catch((thrown: unknown) => thrown);
  if (!isFailureError(failure)) throw new Error("The call was answered");
  return { category: failure.report.category, calls: failure.transport.calls, waits };
}

describe("the transport retry", () => {
  it.each([
    ["ECONNREFUSED", "connect"],
    ["ETIMEDOUT", "connect"],
    ["EAI_AGAIN", "getaddrinfo"],
  ])("repeats %s of %s, because nothing was sent", async (code, syscall) => {
    expect(await attempt(networkError(code, syscall))).toMatchObject({ category: "transient", calls: 3 });
  });

  it.each([
    ["ETIMEDOUT", "read"],
    ["ECONNRESET", "read"],
    ["EPIPE", "write"],
  ])("never repeats %s of %s, because the request may have arrived", async (code, syscall) => {
    expect(await attempt(networkError(code, syscall))).toEqual({ category: "ambiguous", calls: 1, waits: [] });
  });

  it("waits at least as long as it is asked to, and hands up at once what asks for longer than it may wait", async () => {
    const limited = (seconds: number) =>
      Object.assign(new Error("limited"), { statusCode: 429, responseHeaders: { "retry-after": String(seconds) } });
    expect(await attempt(limited(1))).toEqual({ category: "transient", calls: 3, waits: [1000, 1000] });
    expect(await attempt(limited(3))).toEqual({ category: "transient", calls: 1, waits: [] });
  });

  it("does not repeat what waiting cannot mend: an address that leads nowhere", async () => {
    expect(await attempt(networkError("ENOTFOUND", "getaddrinfo"))).toMatchObject({ calls: 1, waits: [] });
  });

  it.each([
    [500, { "x-should-retry": "false" }, {}],
    [429, {}, { error: { message: "Request too large: Limit 30000, Requested 45210.", type: "tokens" } }],
  ])("does not repeat a %d that a repeat cannot help, by its own word: %j %j", async (statusCode, headers, body) => {
    const members = { statusCode, responseHeaders: headers, responseBody: JSON.stringify(body) };
    expect(await attempt(Object.assign(new Error("no"), members))).toMatchObject({ calls: 1, waits: [] });
  });

  it("makes no further call once its leaf has been cancelled", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    expect(await attempt(networkError("ECONNREFUSED", "connect"), signal)).toMatchObject({ calls: 1, waits: [] });
  });
});
