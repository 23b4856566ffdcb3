import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readLedger } from "./ledger.ts";
import { startEmulator, type Emulator, type EmulatorOptions } from "./start-emulator.ts";

const running: Emulator[] = [];
const folders: string[] = [];
const start = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
};
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "perdure-emulator-"));
  folders.push(path);
  return path;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

const chat = (prompt: string, extra: object = {}): string =>
  JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: prompt }], ...extra });
// oxlint-disable-next-line typescript/no-explicit-any -- the wire is what is asserted on
const jsonOf = (response: Response): Promise<any> => response.json();
const ask = (emulator: Emulator, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${emulator.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

const structured = (schema: unknown): string =>
  chat("Score it", { response_format: { type: "json_schema", json_schema: { name: "answer", schema } } });
const arrived = (emulator: Emulator): Promise<void> => expect.poll(() => emulator.ledger().length).toBeGreaterThan(0);

describe("the emulated provider", () => {
  it("gives byte-identical answers to the same request, in another life too", async () => {
    const texts = [];
    for (const emulator of [await start(), await start()]) {
      texts.push(await (await ask(emulator, chat("Describe the candidate"))).text());
    }
    expect(texts[0]).toBe(texts[1]);
    const { choices, usage } = JSON.parse(texts[0] as string);
    expect(choices[0].message.content).toContain("Describe the candidate");
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it("never echoes a whole prompt", async () => {
    const prompt = "Summarise this contract for a busy reader who has no time at all. The secret number is 4711.";
    expect(await (await ask(await start(), chat(prompt))).text()).not.toContain("4711");
  });

  it("answers with the structure that the request asks for", async () => {
    const schema = {
      type: "object",
      properties: { score: { type: "integer", minimum: 3, maximum: 5 } },
      required: ["score"],
    };
    const response_format = { type: "json_schema", json_schema: { name: "answer", schema } };
    const response = await ask(await start(), chat("Score it", { response_format }));
    const { choices } = await jsonOf(response);
    expect([3, 4, 5]).toContain(JSON.parse(choices[0].message.content).score);
  });

  it("lists its models and refuses other routes and malformed requests as a provider would", async () => {
    const emulator = await start();
    expect((await jsonOf(await fetch(`${emulator.url}/v1/models`))).data).not.toHaveLength(0);
    expect((await fetch(`${emulator.url}/v1/embeddings`)).status).toBe(404);
    expect((await ask(emulator, "{")).status).toBe(400);
  });

  it.each([
    ["a stream", chat("Hello", { stream: true })],
    ["messages that are none", JSON.stringify({ model: "m", messages: [null, 5] })],
    ["no messages", JSON.stringify({ model: "m" })],
    ["an answer whose schema never ends", structured({ $ref: "#" })],
    [
      "an answer whose schema leads in a circle",
      structured({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }),
    ],
    ["an answer by a reference that is none", structured({ $ref: "#/%" })],
  ])("refuses %s, and lives on", async (_, body) => {
    const emulator = await start();
    expect((await ask(emulator, body)).status).toBe(400);
    expect(emulator.ledger()).toMatchObject([{ status: 400, outcome: "answered" }]);
    expect((await ask(emulator, chat("Hello"))).status).toBe(200);
  });

  it("answers with any status and any body that a fault names", async () => {
    const emulator = await start();
    const bodies = ["<html>", "", { error: { message: "no" } }, [1]];
    for (const status of [200, 204, 301, 400, 402, 418, 429, 500, 529, 599]) {
      for (const body of status === 204 ? [""] : bodies) {
        emulator.setFaults([{ match: {}, fault: { status, body } }]);
        const response = await fetch(`${emulator.url}/v1/models`, { redirect: "manual" });
        const text = typeof body === "string" ? body : JSON.stringify(body);
        expect([response.status, await response.text()]).toEqual([status, text]);
      }
    }
  });

  it("waits before its first byte as long as a fault or its latency says", async () => {
    const emulator = await start();
    const isPending = async (answer: Promise<Response>): Promise<boolean> => {
      const first = await Promise.race([answer.then(() => "answered"), arrived(emulator).then(() => "arrived")]);
      return first === "arrived";
    };
    emulator.setFaults([{ match: { nth: 1 }, fault: { first_byte_delay_ms: 60_000 } }]);
    const slow = ask(emulator, chat("Hello")).catch(() => undefined);
    expect(await isPending(slow as Promise<Response>)).toBe(true);
    expect(emulator.ledger()).toMatchObject([{ fault_id: expect.any(String) }]);
    expect((await ask(emulator, chat("Hello"))).status).toBe(200);
    await emulator.close();
    await slow;
  });

  it("answers those who wait as soon as its latency is taken away", async () => {
    const emulator = await start({ latency_ms: 600_000 });
    const slow = ask(emulator, chat("Hello"));
    await arrived(emulator);
    emulator.setLatency(0);
    expect((await slow).status).toBe(200);
  });

  it("tells a caller that went away from one that it dropped itself", async () => {
    const emulator = await start({ latency_ms: 60_000 });
    const controller = new AbortController();
    const asked = fetch(`${emulator.url}/v1/models`, { signal: controller.signal }).catch(() => undefined);
    await arrived(emulator);
    controller.abort();
    await asked;
    await expect.poll(() => emulator.ledger()[0]?.outcome).toBe("client_gone");
  });

  it("is reached on 127.0.0.1 alone, at the port that was asked for, and says when that is taken", async () => {
    const emulator = await start();
    const port = Number(new URL(emulator.url).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    const reached = await fetch(`http://127.0.0.2:${port}/v1/models`).then(
      () => true,
      () => false,
    );
    expect(reached).toBe(false);
    await emulator.close();
    expect((await start({ port })).url).toBe(emulator.url);
  });

  it("answers with the status, delay and body of a fault, then as usual", async () => {
    const emulator = await start();
    emulator.setFaults([
      { match: { nth: 1 }, fault: { status: 429, retry_after: 5, headers: { "x-request-id": "r1" } } },
    ]);
    const refused = await ask(emulator, chat("Hello"));
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("x-request-id")]).toEqual([
      429,
      "5",
      "r1",
    ]);
    expect((await jsonOf(refused)).error.code).toBe("rate_limit_exceeded");
    expect((await ask(emulator, chat("Hello"))).status).toBe(200);
  });

  it.each(["on_accept", "before_response"] as const)("drops a connection %s", async (drop) => {
    const emulator = await start();
    emulator.setFaults([{ match: {}, times: 1, fault: { drop } }]);
    await expect(ask(emulator, chat("Hello"), { connection: "close" })).rejects.toThrow();
    expect(emulator.ledger().map(({ outcome }) => outcome)).toEqual(["dropped"]);
    expect((await ask(emulator, chat("Hello"))).status).toBe(200);
  });

  it("cuts a body in the middle", async () => {
    const emulator = await start();
    emulator.setFaults([{ match: {}, fault: { drop: "mid_body" } }]);
    const response = await ask(emulator, chat("Hello"));
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it("records keys, models, faults and a digest, and nothing of the prompt", async () => {
    const ledgerFile = join(folder(), "ledger", "provider.jsonl");
    const emulator = await start({ ledgerFile });
    await ask(emulator, chat("Tell nobody about Zanzibar"), { "idempotency-key": "key-1" });
    const [entry] = readLedger(ledgerFile);
    expect(entry).toMatchObject({ sequence: 1, key: "key-1", model: "gpt-4o", status: 200, outcome: "answered" });
    expect(entry?.body_sha256).toHaveLength(64);
    expect(readFileSync(ledgerFile, "utf8")).not.toContain("Zanzibar");
  });

  it("remembers what its fault plan has done after it died", async () => {
    const path = folder();
    const ledgerFile = join(path, "ledger.jsonl");
    const faultPlanFile = join(path, "faults.json");
    writeFileSync(faultPlanFile, JSON.stringify([{ match: { nth: 2 }, fault: { status: 500 } }]));
    const first = await start({ ledgerFile, faultPlanFile });
    const statuses = [(await ask(first, chat("One"))).status];
    await first.close();
    const second = await start({ ledgerFile, faultPlanFile });
    for (const prompt of ["Two", "Three"]) statuses.push((await ask(second, chat(prompt))).status);
    expect(statuses).toEqual([200, 500, 200]);
    expect(readLedger(ledgerFile).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it("remembers a fault plan that was set while it lived", async () => {
    const path = folder();
    const files = { ledgerFile: join(path, "ledger.jsonl"), faultPlanFile: join(path, "faults.json") };
    const first = await start(files);
    first.setFaults([{ match: { every: 2 }, fault: { status: 500 } }]);
    const statuses = [(await ask(first, chat("One"))).status];
    await first.close();
    const second = await start(files);
    for (const prompt of ["Two", "Three", "Four"]) statuses.push((await ask(second, chat(prompt))).status);
    expect(statuses).toEqual([200, 500, 200, 500]);
    expect(() => second.setFaults([{ match: {}, fault: { status: 5 } }])).toThrow(TypeError);
    expect((await ask(await start(files), chat("Five"))).status).toBe(200);
  });

  it("takes up a ledger whose last line its death cut", async () => {
    const ledgerFile = join(folder(), "ledger.jsonl");
    const first = await start({ ledgerFile });
    await ask(first, chat("One"));
    await first.close();
    appendFileSync(ledgerFile, '{"event":"arrived","sequence":2,"pa');
    expect(readLedger(ledgerFile).map(({ sequence }) => sequence)).toEqual([1]);
    await ask(await start({ ledgerFile }), chat("Two"));
    expect(readLedger(ledgerFile)).toMatchObject([{ outcome: "answered" }, { sequence: 2, outcome: "answered" }]);
  });

  it("takes a fault plan by its control route from the token's owner alone", async () => {
    const emulator = await start();
    const put = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(`${emulator.url}/_perdure/faults`, { method: "PUT", headers, body });
    const authorization = `Bearer ${emulator.token}`;
    const plan = JSON.stringify([{ match: {}, fault: { status: 503 } }]);
    expect((await put({}, plan)).status).toBe(401);
    expect((await put({ authorization, origin: "https://example.com" }, plan)).status).toBe(403);
    expect((await put({ authorization }, "[{}]")).status).toBe(400);
    expect((await put({ authorization }, plan)).status).toBe(200);
    expect((await ask(emulator, chat("Hello"))).status).toBe(503);
  });
});
