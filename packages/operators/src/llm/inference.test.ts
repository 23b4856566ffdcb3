import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { fingerprintCrate } from "@perdure/crate";
import { startEmulator, type Emulator, type Fault } from "@perdure/emulator";
import { DEFAULT_LIMITS, type LeafCall, type ResolvedModel } from "@perdure/engine";
import { isFailureError, type FailureError } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LeafRun, LeafServices } from "../leaf-run.ts";
import { answerSchema } from "./answer-schema.ts";
import { infer, type Inference } from "./inference.ts";
import { createLanguageModels, type LanguageModels } from "./language-models.ts";
import { askForStructure } from "./structured-answer.ts";

const MODEL: ResolvedModel = {
  provider: "emulated",
  model: "gpt-4o",
  handle: "gpt-4o",
  settings: { temperature: 0.5 },
};
const CRATE = fingerprintCrate({
  concepts: {
    "shop.Order": {
      description: "An order",
      fields: {
        status: { type: "text", required: true, choices: ["open", "paid"] },
        total: { type: "number", required: true },
        note: { type: "text", required: false, default: "none" },
      },
    },
  },
  pipes: {},
});
const ASKED = {
  model: MODEL,
  turns: [{ role: "user", content: [{ type: "text", text: "Describe the order" }] }],
  ordinal: 0,
} as const satisfies Inference;
const PROMPT = [{ type: "text", text: "Describe the order" }] as const;

describe("an inference", () => {
  let emulator: Emulator;
  let models: LanguageModels;
  let waits: number[] = [];
  let address = "";
  beforeEach(async () => {
    emulator = await startEmulator();
    address = emulator.url;
    waits = [];
    models = createLanguageModels(() => Promise.resolve({ base_url: `${address}/v1`, api_key: "emulated" }));
  });
  afterEach(async () => {
    await models.close();
    await emulator.close();
  });

  const services = (): LeafServices => ({
    contents: { put: fail, get: fail, has: fail },
    readFile: fail,
    models,
    functions: {},
    pace: { random: () => 0.5, sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) },
    now: () => 0,
  });
  const run = (more: Partial<LeafRun> = {}, max_retries = DEFAULT_LIMITS.transport.max_retries): LeafRun => ({
    call: {
      run_id: "run-1",
      node_id: "main",
      transport: { ...DEFAULT_LIMITS.transport, max_retries },
    } as unknown as LeafCall,
    crate: CRATE,
    pipe: undefined as never,
    signal: new AbortController().signal,
    counter: { calls: 0 },
    attempt: 1,
    heartbeat: () => undefined,
    ...more,
  });
  const faulty = async (fault: Fault, times = 99, max_retries?: number): Promise<FailureError | "answered"> => {
    emulator.setFaults([{ match: {}, times, fault }]);
    return failureOf(infer(ASKED, run({}, max_retries), services()));
  };

  it("answers with text and counts tokens", async () => {
    const { text, usage } = await infer(ASKED, run(), services());
    expect(text).toContain("Describe the order");
    expect(usage.total_tokens).toBe((usage.input_tokens ?? 0) + (usage.output_tokens ?? 0));
  });

  it("gives one key to all tries of a call, another to the next inference", async () => {
    emulator.setFaults([{ match: { nth: 1 }, fault: { status: 500 } }]);
    await infer(ASKED, run(), services());
    await infer({ ...ASKED, ordinal: 1 }, run({ attempt: 2 }), services());
    const [first, second, third] = emulator.ledger().map(({ key }) => key);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  const RETRIES = DEFAULT_LIMITS.transport.max_retries;
  describe.each([
    ["at their default", RETRIES],
    ["off", 0],
  ])("with transport retries %s", (_, max_retries) => {
    it.each([
      ["401", { status: 401 }, "provider.credential_refused", "configuration", 1],
      ["400", { status: 400 }, "perdure.provider_request_refused", "content", 1],
      ["408", { status: 408 }, "provider.timeout", "transient", 1 + max_retries],
      ["409", { status: 409 }, "provider.failed", "transient", 1 + max_retries],
      [
        "429 with Retry-After 1 s",
        { status: 429, retry_after: 1 },
        "provider.rate_limited",
        "transient",
        1 + max_retries,
      ],
      ["429 with Retry-After 5 s", { status: 429, retry_after: 5 }, "provider.rate_limited", "transient", 1],
      ["500", { status: 500 }, "provider.failed", "transient", 1 + max_retries],
      ["503", { status: 503 }, "provider.unavailable", "transient", 1 + max_retries],
      [
        "a connection dropped after the request",
        { drop: "before_response" },
        "provider.outcome_unknown",
        "ambiguous",
        1,
      ],
      ["an answer cut in the middle", { drop: "mid_body" }, "provider.outcome_unknown", "ambiguous", 1],
    ] as const)("makes the stated number of calls for %s", async (__, fault, code, category, calls) => {
      const failure = await faulty(fault, 99, max_retries);
      if (failure === "answered") throw new Error("The fault was not met");
      expect(failure.report).toMatchObject({ code, category, provider: "emulated", model: "gpt-4o" });
      expect(failure.transport.calls).toBe(calls);
      expect(emulator.ledger()).toHaveLength(calls);
      expect(new Set(emulator.ledger().map(({ key }) => key)).size).toBe(1);
      expect(waits).toHaveLength(calls - 1);
    });

    it("tries a connection that nobody accepts as often, since nothing was sent", async () => {
      address = await unusedAddress();
      const failure = await failureOf(infer(ASKED, run({}, max_retries), services()));
      expect(failure).toMatchObject({
        report: { code: "provider.unavailable", category: "transient" },
        transport: { calls: 1 + max_retries },
      });
      expect(waits).toEqual([125, 250].slice(0, max_retries));
    });
  });

  it("takes a name that does not resolve for a wrong address, until the provider has answered", async () => {
    address = "http://provider.invalid";
    expect(await failureOf(infer(ASKED, run({}, 0), services()))).toMatchObject({
      report: { code: "perdure.provider_address_invalid", category: "configuration" },
    });
    address = emulator.url;
    await infer(ASKED, run(), services());
    address = "http://provider.invalid";
    expect(await failureOf(infer(ASKED, run({}, 0), services()))).toMatchObject({
      report: { code: "provider.unavailable", category: "transient" },
    });
  });

  it("waits at least Retry-After and never longer than its limit", async () => {
    expect(await faulty({ status: 429, retry_after: 1 }, 2)).toBe("answered");
    expect(waits).toEqual([1125, 1250]);
    waits = [];
    await faulty({ status: 429, retry_after: "1.95" }, 2);
    expect(waits).toEqual([2000, 2000]);
  });

  it("ends the HTTP call when it is cancelled", async () => {
    const controller = new AbortController();
    emulator.setLatency(60_000);
    const asked = failureOf(infer(ASKED, run({ signal: controller.signal }), services()));
    await expect.poll(() => emulator.ledger().length).toBe(1);
    controller.abort(new Error("enough"));
    expect(await asked).not.toBe("answered");
    expect(emulator.ledger()).toHaveLength(1);
  });

  it("says when the answer was cut at the token limit or refused", async () => {
    for (const [finish_reason, code] of [
      ["length", "model.output_truncated"],
      ["content_filter", "model.content_refused"],
    ]) {
      emulator.setFaults([{ match: {}, fault: { body: completion("some", finish_reason) } }]);
      expect(await failureOf(infer(ASKED, run(), services()))).toMatchObject({ report: { code } });
    }
  });

  it("fills the declared structure", async () => {
    const answer = answerSchema(CRATE.concepts, "shop.Order", "single");
    const { contents } = await askForStructure({ model: MODEL, prompt: PROMPT, answer }, run(), services());
    expect(contents).toEqual([
      { status: expect.stringMatching(/^(open|paid)$/), total: expect.any(Number), note: expect.any(String) },
    ]);
  });

  it("fills a list of exactly as many as declared", async () => {
    const answer = answerSchema(CRATE.concepts, "shop.Order", 4);
    const { contents } = await askForStructure({ model: MODEL, prompt: PROMPT, answer }, run(), services());
    expect(contents).toHaveLength(4);
  });

  it("asks again with what was wrong, and not for anything else", async () => {
    const wrong = JSON.stringify({ status: "lost", total: 3, note: null });
    emulator.setFaults([{ match: { nth: 1 }, fault: { body: completion(wrong) } }]);
    const answer = answerSchema(CRATE.concepts, "shop.Order", "single");
    const leaf = run();
    await askForStructure({ model: MODEL, prompt: PROMPT, answer }, leaf, services());
    expect(leaf.counter.calls).toBe(2);
    expect(new Set(emulator.ledger().map(({ key }) => key)).size).toBe(2);
  });

  it.each([
    ["not JSON", "sorry"],
    ["a wrong type", JSON.stringify({ status: "open", total: "three", note: null })],
  ])("gives up after three answers that are %s", async (_, text) => {
    emulator.setFaults([{ match: {}, fault: { body: completion(text) } }]);
    const answer = answerSchema(CRATE.concepts, "shop.Order", "single");
    const failure = await failureOf(askForStructure({ model: MODEL, prompt: PROMPT, answer }, run(), services()));
    expect(failure).toMatchObject({
      report: { code: "model.output_schema_mismatch", validation_errors: [{ code: "model.output_schema_mismatch" }] },
      transport: { calls: 3 },
    });
  });

  it.each(["openai", "mistral", "openai-compatible"])(
    "speaks to %s by its own client, with our key header",
    async (provider) => {
      const { text } = await infer({ ...ASKED, model: { ...MODEL, provider } }, run(), services());
      expect(text).toContain("Describe the order");
      expect(emulator.ledger()[0]?.key).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it("refuses a provider that it has no client for", async () => {
    const asked = infer({ ...ASKED, model: { ...MODEL, provider: "nobody" } }, run(), services());
    expect(await failureOf(asked)).toMatchObject({ report: { code: "model.unavailable" } });
  });
});

const fail = (): never => {
  throw new Error("Not part of this test");
};
const completion = (content: string, finish_reason = "stop"): object => ({
  id: "c",
  object: "chat.completion",
  created: 0,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

async function failureOf(work: Promise<unknown>): Promise<FailureError | "answered"> {
  try {
    await work;
    return "answered";
  } catch (error) {
    if (isFailureError(error)) return error;
    throw error;
  }
}

async function unusedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
