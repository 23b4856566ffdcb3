import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fingerprintCrate, type JsonObject } from "@perdure/crate";
import { DEFAULT_LIMITS, type LeafCall } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LeafRun, LeafServices } from "../leaf-run.ts";
import { answerSchema } from "./answer-schema.ts";
import { createLanguageModels, type LanguageModels } from "./language-models.ts";
import { askForStructure } from "./structured-answer.ts";

const CRATE = fingerprintCrate({
  concepts: {
    "shop.Order": {
      description: "An order",
      fields: {
        total: { type: "number", required: true },
        buyer: { type: "concept", concept: "shop.Buyer", required: false },
      },
    },
    "shop.Buyer": { description: "A buyer", fields: { name: { type: "text", required: true } } },
  },
  pipes: {},
});
const ANSWER = JSON.stringify({ total: 3, buyer: null });

/** One answer of each provider, in its own words. */
const ANSWERS = {
  anthropic: {
    id: "m",
    type: "message",
    role: "assistant",
    model: "m",
    content: [{ type: "text", text: ANSWER }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  },
  google: {
    candidates: [{ content: { role: "model", parts: [{ text: ANSWER }] }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  },
  openai: chatCompletion(),
  mistral: chatCompletion(),
} as const;
interface Seen {
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

describe("what goes over the wire", () => {
  let server: Server;
  let seen: Seen[] = [];
  let answer: unknown;
  let status = 200;
  let location: string | undefined;
  let models: LanguageModels;
  beforeEach(async () => {
    seen = [];
    status = 200;
    location = undefined;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) as JsonObject });
        const headers = { "content-type": "application/json", ...(location === undefined ? {} : { location }) };
        response.writeHead(status, headers).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    models = createLanguageModels(() =>
      Promise.resolve({ base_url: `http://127.0.0.1:${port}/v1`, api_key: "the-key", headers: { "x-own": "1" } }),
    );
  });
  afterEach(async () => {
    await models.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const ask = (provider: string, model: string) =>
    askForStructure(
      {
        model: { provider, model, handle: model, settings: { temperature: 0.5, max_tokens: 100 } },
        system: "Be brief",
        prompt: [
          { type: "text", text: "Describe the order" },
          { type: "file", mediaType: "image/png", data: Buffer.from("\u0089PNG", "latin1") },
        ],
        answer: answerSchema(CRATE.concepts, "shop.Order", "single"),
      },
      {
        call: { run_id: "r", node_id: "n", transport: DEFAULT_LIMITS.transport } as unknown as LeafCall,
        signal: new AbortController().signal,
        counter: { calls: 0 },
        heartbeat: () => undefined,
      } as unknown as LeafRun,
      { models, pace: { random: () => 0, sleep: () => Promise.resolve() }, now: () => 0 } as unknown as LeafServices,
    );

  it.each([
    ["anthropic", "claude-sonnet-4-5", "x-api-key", "the-key"],
    ["google", "gemini-2.5-flash", "x-goog-api-key", "the-key"],
    ["openai", "gpt-4.1", "authorization", "Bearer the-key"],
    ["mistral", "mistral-large-latest", "authorization", "Bearer the-key"],
  ] as const)(
    "is one request to %s with its key, our idempotency key, the schema and the image",
    async (provider, model, header, key) => {
      answer = ANSWERS[provider];
      const { contents, usage } = await ask(provider, model);
      expect(contents).toEqual([{ total: 3, buyer: null }]);
      expect(usage).toMatchObject({ input_tokens: 1, output_tokens: 1 });
      expect(seen).toHaveLength(1);
      expect(seen[0]?.headers).toMatchObject({
        [header]: key,
        "x-own": "1",
        "idempotency-key": expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const body = JSON.stringify(seen[0]?.body);
      for (const part of ["Be brief", "Describe the order", "buyer", "total"]) expect(body).toContain(part);
      expect(body).toContain(Buffer.from("\u0089PNG", "latin1").toString("base64"));
      expect(body).not.toContain("$ref");
    },
  );

  it.each(["anthropic", "google", "openai", "mistral"] as const)(
    "never goes on to where an answer of %s points",
    async (provider) => {
      let reached = 0;
      const elsewhere = createServer((_, response) => {
        reached += 1;
        response.end(JSON.stringify(ANSWERS[provider]));
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
      location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1`;
      const codes: unknown[] = [];
      for (status of [301, 307]) {
        const failure = await ask(provider, "m").catch((error: unknown) => error);
        codes.push(isFailureError(failure) && [failure.report.code, failure.report.retryable]);
      }
      await new Promise((resolve) => elsewhere.close(resolve));
      const refused = ["perdure.provider_address_invalid", false];
      expect([reached, seen.length, codes]).toEqual([0, 2, [refused, refused]]);
    },
  );

  it.each(["anthropic", "google", "openai", "mistral"] as const)(
    "tells a refused key of %s as one",
    async (provider) => {
      status = 401;
      answer = { error: { message: "no", type: "authentication_error", code: "invalid_api_key" } };
      const failure = await ask(provider, "m").catch((error: unknown) => error);
      expect(isFailureError(failure) && failure.report).toMatchObject({
        code: "provider.credential_refused",
        provider,
      });
      expect(seen).toHaveLength(1);
      expect(JSON.stringify(failure)).not.toMatch(/the-key|Describe the order/);
    },
  );
});

function chatCompletion(): object {
  return {
    id: "c",
    object: "chat.completion",
    created: 0,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: ANSWER }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}
