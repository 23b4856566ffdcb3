import { REAL_SDKS } from "./real-sdks.mjs";

const isSuccess = ({ status, phase }) => status >= 200 && status < 300 && phase === "response_complete";
const isJson = ({ body }) => typeof body === "object";
const isOfFetch = ({ name }) => !name.startsWith("@aws-sdk/");

/**
 * Where a real SDK keeps from its caller what the wire said, and what is left to say then. Every row is needed: a failure
 * that gets its own verdict after all ends the test, as one that gets neither does.
 */
export const LOSSES = [
  {
    because: "It hands a success over as it is: no error is thrown, whatever is in it.",
    sdks: ["openai", "openai (Azure)", "@anthropic-ai/sdk"],
    when: isSuccess,
    left: "nothing is thrown",
  },
  {
    because: "It takes any JSON of a success for its answer.",
    sdks: ["@google/genai", "@google/genai (Vertex)", "@aws-sdk/client-bedrock-runtime"],
    when: (fixture) => isSuccess(fixture) && isJson(fixture),
    left: "nothing is thrown",
  },
  {
    because: "It takes any JSON of a success for its answer, and why the model stopped for no error.",
    sdks: ["@ai-sdk/google"],
    when: (fixture) => isSuccess(fixture) && isJson(fixture),
    left: "nothing is thrown",
  },
  {
    because: "It takes no answer for an empty one.",
    sdks: ["@aws-sdk/client-bedrock-runtime"],
    when: (fixture) => isSuccess(fixture) && fixture.body === "",
    left: "nothing is thrown",
  },
  {
    because: "The error of JSON.parse comes through with no word of the answer.",
    sdks: ["@google/genai", "@google/genai (Vertex)"],
    when: isSuccess,
    left: "unknown runtime.unexpected",
  },
  {
    because: "The error of JSON.parse comes through with the status and without the body.",
    sdks: ["@aws-sdk/client-bedrock-runtime"],
    when: isSuccess,
    left: "unknown provider.response_invalid",
  },
  {
    because: "It reads the message of an answer that has none: a TypeError of its own.",
    sdks: ["@langchain/openai"],
    when: isSuccess,
    left: "unknown runtime.unexpected",
  },
  {
    because: "It hands over an answer that says why the model stopped: no error is thrown.",
    sdks: ["@ai-sdk/openai-compatible"],
    when: (fixture) => isSuccess(fixture) && "choices" in Object(fixture.body),
    left: "nothing is thrown",
  },
  {
    because: "It makes up a status of 500 for an answer in which it finds nothing.",
    sdks: ["@ai-sdk/openai (responses)"],
    when: (fixture) =>
      isSuccess(fixture) && isJson(fixture) && !/error|choices|incomplete/u.test(JSON.stringify(fixture.body)),
    left: "transient provider.failed",
  },
  {
    because: "The fetch standard makes a network error without a word of a 407.",
    sdks: REAL_SDKS.filter(isOfFetch).map(({ name }) => name),
    when: ({ status }) => status === 407,
    left: "ambiguous provider.outcome_unknown",
  },
  {
    because: "A port that fetch refuses is called like any other.",
    sdks: ["@aws-sdk/client-bedrock-runtime"],
    when: ({ network_message }) => network_message === "bad port",
    left: "transient provider.unavailable",
  },
];

/** The row that says what this SDK loses of this failure; the first that fits. */
export const lossOf = (sdk, fixture) => LOSSES.find(({ sdks, when }) => sdks.includes(sdk.name) && when(fixture));
