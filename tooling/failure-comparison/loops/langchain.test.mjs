import { AsyncCaller } from "@langchain/core/utils/async_caller";
import { classify } from "@perdure/failures/all";
import { stampError } from "@perdure/failures/interop";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { callsOf } from "./in-no-time.mjs";

const openAiSays = (status, code) => async () => Response.json({ error: { message: "", type: "", code } }, { status });
const fetchFails = (code) => async () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
};

/** The loop that every model of LangChain calls its provider in, around the SDK that its OpenAI models call. */
const call = (stamp) => (fetch) => {
  const client = new OpenAI({ apiKey: "none", fetch, maxRetries: 0 });
  return new AsyncCaller({ maxRetries: 2 }).call(async () => {
    try {
      return await client.chat.completions.create({ model: "gpt-5", messages: [] });
    } catch (error) {
      stamp(error);
      throw error;
    }
  });
};
const unstamped = () => undefined;
const stamped = (error) => stampError(error, classify(error).report);

describe("the loop of LangChain", () => {
  it.each([
    ["what is not implemented", openAiSays(501)],
    ["a refused certificate", fetchFails("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["a request that is refused", openAiSays(422)],
  ])("repeats %s and stops at the stamp", async (_name, answer) => {
    expect(await callsOf(call(unstamped), answer)).toBe(3);
    expect(await callsOf(call(stamped), answer)).toBe(1);
  });

  it("goes on repeating what is stamped as worth it", async () => {
    expect(await callsOf(call(unstamped), openAiSays(503))).toBe(3);
    expect(await callsOf(call(stamped), openAiSays(503))).toBe(3);
  });

  it("takes no order to repeat what its own rules stop at", async () => {
    expect(await callsOf(call(unstamped), openAiSays(409))).toBe(1);
    expect(await callsOf(call(stamped), openAiSays(409))).toBe(1);
  });

  it("repeats again what an inner layer had marked as hopeless, once that is taken back", async () => {
    const hopeless = { category: "configuration", code: "runtime.misconfigured" };
    const marked = (error) => void stampError(error, hopeless);
    const takenBack = (error) => {
      marked(error);
      stamped(error);
    };
    expect(await callsOf(call(marked), openAiSays(503))).toBe(1);
    expect(await callsOf(call(takenBack), openAiSays(503))).toBe(3);
  });
});
