import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { classify } from "@perdure/failures/all";
import { stampError } from "@perdure/failures/interop";
import { describe, expect, it } from "vitest";
import { callsOf } from "./in-no-time.mjs";

const bedrockSays = (statusCode, exception) => async () => ({
  response: {
    statusCode,
    headers: { "x-amzn-errortype": exception, "content-type": "application/json" },
    body: new TextEncoder().encode('{"message":""}'),
  },
});

/** Stamps inside the loop: below the repeats of the client, above the reading of the answer. */
const stamping = (options, given) => (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    stampError(error, given ?? classify(error, options).report, options);
    throw error;
  }
};

const converse = (middleware) => (handle) => {
  const client = new BedrockRuntimeClient({
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 3,
    requestHandler: { handle },
  });
  if (middleware !== undefined) client.middlewareStack.add(middleware, { step: "deserialize", priority: "high" });
  return client.send(
    new ConverseCommand({ modelId: "model", messages: [{ role: "user", content: [{ text: "Hello" }] }] }),
  );
};

describe("the loop of the AWS SDK", () => {
  it.each([
    ["a model that took too long", bedrockSays(408, "ModelTimeoutException")],
    ["a stream that the model broke", bedrockSays(424, "ModelStreamErrorException")],
    ["a conflict", bedrockSays(409, "ConflictException")],
  ])("gives up on %s and repeats it at the stamp", async (_name, answer) => {
    expect(await callsOf(converse(), answer)).toBe(1);
    expect(await callsOf(converse(stamping({})), answer)).toBe(3);
  });

  it("goes on giving up on what is not stamped", async () => {
    const refused = bedrockSays(403, "AccessDeniedException");
    expect(await callsOf(converse(), refused)).toBe(1);
    expect(await callsOf(converse(stamping({})), refused)).toBe(1);
  });

  it("hears no veto on a status of its list", async () => {
    const failed = bedrockSays(500, "InternalServerException");
    expect(await callsOf(converse(), failed)).toBe(3);
    expect(await callsOf(converse(stamping({ effect: "effectful" })), failed)).toBe(3);
  });

  it("gives up on an error that had nothing but the mark, once it is taken off", async () => {
    // The status is none of the client's list: only the mark of the exception makes it repeat.
    const notReady = bedrockSays(400, "ModelNotReadyException");
    expect(await callsOf(converse(), notReady)).toBe(3);
    expect(
      await callsOf(converse(stamping({}, { code: "model.unavailable", category: "configuration" })), notReady),
    ).toBe(1);
  });
});
