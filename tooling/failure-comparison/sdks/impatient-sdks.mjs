import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { GoogleGenAI } from "@google/genai";
import { ChatOpenAI } from "@langchain/openai";
import { Mistral } from "@mistralai/mistralai";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { generateText } from "ai";
import OpenAI from "openai";

const apiKey = "none";
const messages = [{ role: "user", content: "Hello" }];

/** Calls of the real SDKs that end by the SDK's own time limit (`timeout`, milliseconds) or by the caller's `signal`. */
export const IMPATIENT_SDKS = [
  {
    name: "openai",
    call: (baseURL, options) =>
      new OpenAI({ apiKey, baseURL, maxRetries: 0 }).chat.completions.create({ model: "any", messages }, options),
  },
  {
    name: "@anthropic-ai/sdk",
    call: (baseURL, options) =>
      new Anthropic({ apiKey, baseURL, maxRetries: 0 }).messages.create(
        { model: "any", max_tokens: 9, messages },
        options,
      ),
  },
  {
    name: "@google/genai",
    call: (baseUrl, { signal, timeout }) =>
      new GoogleGenAI({ apiKey, httpOptions: { baseUrl, timeout } }).models.generateContent({
        model: "any",
        contents: "Hello",
        config: { abortSignal: signal },
      }),
  },
  {
    name: "@mistralai/mistralai",
    call: (serverURL, { signal, timeout }) =>
      new Mistral({ apiKey, serverURL, retryConfig: { strategy: "none" } }).chat.complete(
        { model: "any", messages },
        { timeoutMs: timeout ?? -1, fetchOptions: { signal } },
      ),
  },
  {
    name: "@aws-sdk/client-bedrock-runtime",
    call: (endpoint, { signal, timeout }) =>
      new BedrockRuntimeClient({
        endpoint,
        region: "us-east-1",
        credentials: { accessKeyId: "none", secretAccessKey: "none" },
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler({ socketTimeout: timeout }),
      }).send(new ConverseCommand({ modelId: "any", messages: [{ role: "user", content: [{ text: "Hello" }] }] }), {
        abortSignal: signal,
      }),
  },
  {
    name: "ai",
    call: (baseURL, { signal, timeout }) =>
      generateText({
        model: createOpenAI({ apiKey, baseURL }).chat("any"),
        prompt: "Hello",
        maxRetries: 0,
        abortSignal: signal,
        timeout,
      }),
  },
  {
    name: "@langchain/openai",
    call: (baseURL, { signal, timeout }) =>
      new ChatOpenAI({ apiKey, model: "any", maxRetries: 0, timeout, configuration: { baseURL } }).invoke("Hello", {
        signal,
      }),
  },
];
