import { createAmazonBedrock } from "@ai-sdk/amazon-bedrock";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createAzure } from "@ai-sdk/azure";
import { createGoogle } from "@ai-sdk/google";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import Anthropic from "@anthropic-ai/sdk";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { GoogleGenAI } from "@google/genai";
import { ChatOpenAI } from "@langchain/openai";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Mistral } from "@mistralai/mistralai";
import { generateText } from "ai";
import OpenAI, { AzureOpenAI } from "openai";
import { patienceAt } from "./patience.mjs";

const OPENAI_FORMAT = ["openai", "openrouter", "portkey", "together", "gateway"];
const apiKey = "none";
const messages = [{ role: "user", content: "Hello" }];
const awsKeys = { accessKeyId: "none", secretAccessKey: "none" };

const generate = (model) => generateText({ model, prompt: "Hello", maxRetries: 0 });

/**
 * The real SDKs, their own repeats off: whose wire format each speaks, and one call of it to a provider that is at `address`. Those
 * that speak OpenAI's format take another fetch too.
 */
export const REAL_SDKS = [
  {
    name: "openai",
    speaks: OPENAI_FORMAT,
    call: (address, fetch) =>
      new OpenAI({ apiKey, baseURL: `${address}/v1`, maxRetries: 0, fetch }).chat.completions.create({
        model: "any",
        messages,
      }),
  },
  {
    name: "openai (Azure)",
    speaks: ["azure-openai"],
    call: (address) =>
      new AzureOpenAI({ apiKey, endpoint: address, apiVersion: "2024-10-21", maxRetries: 0 }).chat.completions.create({
        model: "any",
        messages,
      }),
  },
  {
    name: "@anthropic-ai/sdk",
    speaks: ["anthropic"],
    call: (address) =>
      new Anthropic({ apiKey, baseURL: address, maxRetries: 0 }).messages.create({
        model: "any",
        max_tokens: 9,
        messages,
      }),
  },
  {
    name: "@google/genai",
    // It takes the dispatcher's own patience away.
    is_patient: true,
    speaks: ["google"],
    call: (address) =>
      new GoogleGenAI({ apiKey, httpOptions: { baseUrl: address } }).models.generateContent({
        model: "any",
        contents: "Hello",
      }),
  },
  {
    name: "@google/genai (Vertex)",
    is_patient: true,
    speaks: ["google"],
    call: (address) =>
      new GoogleGenAI({ apiKey, vertexai: true, httpOptions: { baseUrl: address } }).models.generateContent({
        model: "any",
        contents: "Hello",
      }),
  },
  {
    name: "@mistralai/mistralai",
    speaks: ["mistral"],
    call: (address) =>
      new Mistral({ apiKey, serverURL: address, retryConfig: { strategy: "none" } }).chat.complete({
        model: "any",
        messages,
      }),
  },
  {
    name: "@aws-sdk/client-bedrock-runtime",
    speaks: ["bedrock"],
    call: (endpoint) =>
      new BedrockRuntimeClient({
        endpoint,
        region: "us-east-1",
        credentials: awsKeys,
        maxAttempts: 1,
        // HTTP/1, which is what the failures are served in.
        requestHandler: new NodeHttpHandler({ socketTimeout: patienceAt(`${endpoint}/`) }),
      }).send(new ConverseCommand({ modelId: "any", messages: [{ role: "user", content: [{ text: "Hello" }] }] })),
  },
  {
    name: "@ai-sdk/openai",
    speaks: ["openai"],
    call: (address, fetch) => generate(createOpenAI({ apiKey, baseURL: `${address}/v1`, fetch }).chat("any")),
  },
  {
    name: "@ai-sdk/openai (responses)",
    speaks: ["openai"],
    call: (address) => generate(createOpenAI({ apiKey, baseURL: `${address}/v1` }).responses("any")),
  },
  {
    name: "@ai-sdk/openai-compatible",
    speaks: OPENAI_FORMAT,
    call: (baseURL) => generate(createOpenAICompatible({ name: "gateway", apiKey, baseURL })("any")),
  },
  {
    name: "@ai-sdk/azure",
    speaks: ["azure-openai"],
    call: (baseURL) => generate(createAzure({ apiKey, baseURL }).chat("any")),
  },
  {
    name: "@ai-sdk/anthropic",
    speaks: ["anthropic"],
    call: (baseURL) => generate(createAnthropic({ apiKey, baseURL })("any")),
  },
  {
    name: "@ai-sdk/google",
    speaks: ["google"],
    call: (baseURL) => generate(createGoogle({ apiKey, baseURL })("any")),
  },
  {
    name: "@ai-sdk/mistral",
    speaks: ["mistral"],
    call: (baseURL) => generate(createMistral({ apiKey, baseURL })("any")),
  },
  {
    name: "@ai-sdk/amazon-bedrock",
    speaks: ["bedrock"],
    call: (baseURL) => generate(createAmazonBedrock({ ...awsKeys, region: "us-east-1", baseURL })("any")),
  },
  {
    name: "@langchain/openai",
    speaks: OPENAI_FORMAT,
    call: (address) =>
      new ChatOpenAI({ apiKey, model: "any", maxRetries: 0, configuration: { baseURL: `${address}/v1` } }).invoke(
        "Hello",
      ),
  },
];
