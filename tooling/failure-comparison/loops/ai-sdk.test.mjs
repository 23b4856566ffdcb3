import { createOpenAI } from "@ai-sdk/openai";
import { classify } from "@perdure/failures/all";
import { stampError } from "@perdure/failures/interop";
import { generateText, wrapLanguageModel } from "ai";
import { describe, expect, it } from "vitest";
import { callsOf } from "./in-no-time.mjs";

const openAiSays = (status, code) => async () => Response.json({ error: { message: "", type: "", code } }, { status });
const fetchFails = (code) => async () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
};
const cutAnswer = async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'));
      controller.error(
        new TypeError("terminated", { cause: Object.assign(new Error("cut"), { code: "UND_ERR_SOCKET" }) }),
      );
    },
  });
  return new Response(body, { headers: { "content-type": "application/json" } });
};

/** Stamps inside the loop: around the model's own call, and below the repeats of `generateText`. */
const stamping = (options) => ({
  specificationVersion: "v4",
  wrapGenerate: async ({ doGenerate }) => {
    try {
      return await doGenerate();
    } catch (error) {
      stampError(error, classify(error, options).report, options);
      throw error;
    }
  },
});

const generate = (middleware) => (fetch) => {
  const model = createOpenAI({ apiKey: "none", fetch }).chat("gpt-5");
  return generateText({
    model: middleware === undefined ? model : wrapLanguageModel({ model, middleware }),
    prompt: "Hello",
    maxRetries: 2,
  });
};

describe("the loop of the AI SDK", () => {
  it.each([
    ["a used-up quota, which it repeats", openAiSays(429, "insufficient_quota"), {}, [3, 1]],
    ["what is not implemented, which it repeats", openAiSays(501), {}, [3, 1]],
    ["a refused certificate, which it repeats", fetchFails("DEPTH_ZERO_SELF_SIGNED_CERT"), {}, [3, 1]],
    ["a cut answer of a call that must not happen twice", cutAnswer, { effect: "effectful" }, [3, 1]],
    ["a cut answer of an inference", cutAnswer, {}, [3, 3]],
    ["an answer that came too early, which it gives up on", openAiSays(425), {}, [1, 3]],
    ["a busy provider", openAiSays(503), {}, [3, 3]],
    ["a refused key", openAiSays(401, "invalid_api_key"), {}, [1, 1]],
  ])("obeys the stamp on %s", async (_name, answer, options, [without, stamped]) => {
    expect(await callsOf(generate(), answer)).toBe(without);
    expect(await callsOf(generate(stamping(options)), answer)).toBe(stamped);
  });
});
