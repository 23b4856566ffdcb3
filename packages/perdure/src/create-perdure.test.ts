import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startEmulator, type Emulator, type Fault } from "@perdure/emulator";
import { direct } from "@perdure/direct";
import type { BackendFactory } from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { journal } from "@perdure/journal";
import type { PerdureFunction } from "@perdure/operators";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPerdure } from "./create-perdure.ts";
import type { Perdure, PerdureOptions } from "./options.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const HEADER = 'domain = "shop"\nmain_pipe = "main"\n';
const LLM = (code: string) => `
[pipe.${code}]
type = "PipeLLM"
description = "Writes"
inputs = { topic = "Text" }
output = "Text"
prompt = "Write about $topic"
`;
const FUNC = (code: string, input: string, name = code) => `
[pipe.${code}]
type = "PipeFunc"
description = "Works"
inputs = { ${input} = "Text" }
output = "Text"
function_name = "${name}"
`;
const SEQUENCE = (steps: string) => `
[pipe.main]
type = "PipeSequence"
description = "Everything"
inputs = { topic = "Text" }
output = "Anything"
steps = [${steps}]
`;
const WRITE_THEN_WORK = `${HEADER}${SEQUENCE('{ pipe = "write", result = "draft" }, { pipe = "work", result = "done" }')}${LLM("write")}${FUNC("work", "draft")}`;

describe("a project", () => {
  let emulator: Emulator;
  let project = "";
  const opened: Perdure[] = [];
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    project = folder();
    emulator.setFaults([]);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((perdure) => perdure.close()));
  });

  const provider = (url = emulator.url) => ({
    PERDURE_OPENAI_COMPATIBLE_BASE_URL: `${url}/v1`,
    PERDURE_OPENAI_COMPATIBLE_MODEL: "some-model",
  });
  const open = (options: PerdureOptions = {}): Perdure => {
    const perdure = createPerdure({ folder: project, environment: provider(), ...options });
    opened.push(perdure);
    return perdure;
  };
  const method = (text: string): string => {
    writeFileSync(join(project, "shop.mthds"), text);
    return "shop.mthds";
  };
  const inputs = { topic: "late fees" };

  it("writes nothing, and connects to nothing, before a run is prepared", async () => {
    const refusing: BackendFactory = () => {
      throw new Error("The backend was opened.");
    };
    const perdure = open({ backend: refusing, environment: {} });
    const { parsed, failure } = await perdure.check(method(HEADER + LLM("main")));
    expect([parsed.ok, failure]).toEqual([true, undefined]);
    expect(await perdure.inputsTemplate("shop.mthds")).toHaveProperty("topic");
    expect(await perdure.models("shop.mthds")).toMatchObject([{ problem: { code: "perdure.credential_missing" } }]);
    expect(await perdure.records()).toEqual([]);
    expect(readdirSync(project)).toEqual(["shop.mthds"]);
  });

  it("makes no template of inputs where nobody says of which pipe", async () => {
    const perdure = open();
    const path = method(`domain = "shop"\n${LLM("write")}`);
    const report = await failureOf(() => perdure.inputsTemplate(path));
    expect(report.code).toBe("request.pipe_unspecified");
    expect(await perdure.inputsTemplate(path, { pipe: "write" })).toHaveProperty("topic");
  });

  it("runs a method and gives its outputs with their contents", async () => {
    const before = emulator.ledger().length;
    const outputs = await open({
      functions: { work: ({ draft }) => (draft as { text: string }).text.toUpperCase() },
    }).run({
      method: method(WRITE_THEN_WORK),
      inputs,
      run_id: "run-1",
    });
    expect(outputs).toMatchObject({
      run_id: "run-1",
      entry: "shop.main",
      main: {
        kind: "value",
        concept: "native.Text",
        is_list: false,
        content: { text: expect.stringContaining("LATE FEES") },
      },
      working_memory: { root: { draft: {}, done: {} } },
      usage: { total_tokens: expect.any(Number) },
    });
    expect(outputs.nodes.map(({ node_id, status }) => [node_id, status])).toEqual([
      ["main", "succeeded"],
      ["main/write", "succeeded"],
      ["main/work", "succeeded"],
    ]);
    const key = expect.stringMatching(/^[0-9a-f]{64}$/u);
    expect(emulator.ledger().slice(before)).toMatchObject([{ model: "some-model", status: 200, key }]);
    expect(statSync(join(project, ".perdure")).mode & 0o777).toBe(0o700);
  });

  it("runs a method that is given as texts", async () => {
    const files = [{ path: "a.mthds", text: HEADER + LLM("main") }];
    expect(await open().run({ method: files, inputs })).toMatchObject({ main: { kind: "value" } });
  });

  it("says why a run has no value", async () => {
    const text = `${HEADER}
[pipe.main]
type = "PipeCondition"
description = "Goes on without a value"
inputs = { topic = "Text" }
output = "Text?"
expression_template = "no"
outcomes = { yes = "write" }
default_outcome = "continue"
${LLM("write")}`;
    expect((await open().run({ method: method(text), inputs })).main).toMatchObject({
      kind: "absent",
      reason: expect.any(String),
    });
  });

  it("has the record of a run before its first step, and how it ended after its last", async () => {
    let during: unknown;
    const work: PerdureFunction = (_, { run_id }) => {
      during = JSON.parse(readFileSync(join(project, ".perdure", "runs", `${run_id}.json`), "utf8"));
      return "done";
    };
    const perdure = open({ functions: { work } });
    const prepared = await perdure.prepare({ method: method(WRITE_THEN_WORK), inputs, run_id: "run-1" });
    expect(existsSync(join(project, ".perdure", "runs"))).toBe(false);
    const details = {
      method: "shop.mthds",
      results: "/results/run-1",
      address: "a:1",
      namespace: "n",
      task_queue: "q",
    };
    await perdure.execute(prepared, details);
    expect(during).toMatchObject({
      schema: 1,
      run_id: "run-1",
      backend: "direct",
      entry: "shop.main",
      providers: ["openai-compatible"],
      state: "running",
      process: { pid: process.pid },
      ...details,
    });
    expect(await perdure.record("run-1")).toMatchObject({
      state: "completed",
      ended_at: expect.any(Number),
      ...details,
    });
    expect(await perdure.records()).toHaveLength(1);
  });

  it("keeps the result of a run whose record cannot be written any more", async () => {
    const messages: string[] = [];
    const work: PerdureFunction = () => {
      rmSync(join(project, ".perdure", "runs"), { recursive: true });
      writeFileSync(join(project, ".perdure", "runs"), "in the way");
      return "done";
    };
    const perdure = open({ functions: { work }, log: (message) => messages.push(message) });
    const prepared = await perdure.prepare({ method: method(WRITE_THEN_WORK), inputs, run_id: "run-1" });
    expect(await perdure.execute(prepared)).toMatchObject({ run_id: "run-1" });
    expect(messages).toEqual([expect.stringContaining("run-1")]);
  });

  it("refuses a run id that is taken, and the earlier run's record stays", async () => {
    const perdure = open();
    const request = { method: method(HEADER + LLM("main")), inputs, run_id: "run-1" };
    await perdure.run(request);
    const earlier = await perdure.record("run-1");
    const before = emulator.ledger().length;
    expect(await failureOf(() => perdure.run(request))).toMatchObject({ code: "perdure.run_already_exists" });
    expect(await perdure.record("run-1")).toEqual(earlier);
    expect(emulator.ledger()).toHaveLength(before);
  });

  it("cancels a run that its caller gives up", async () => {
    const controller = new AbortController();
    const work: PerdureFunction = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")));
        controller.abort();
      });
    const perdure = open({ functions: { work } });
    const prepared = await perdure.prepare({ method: method(WRITE_THEN_WORK), inputs, run_id: "run-1" });
    const report = await failureOf(() => perdure.execute(prepared, {}, { signal: controller.signal }));
    expect(report).toMatchObject({ code: "run.cancelled" });
    expect(await perdure.record("run-1")).toMatchObject({ state: "canceled" });
  });

  it("refuses a backend that was built for another contract, and names both numbers", async () => {
    const backend = (() => ({ contract: 7, mode: "acme" })) as unknown as BackendFactory;
    const report = await failureOf(() => open({ backend }).run({ method: method(HEADER + LLM("main")), inputs }));
    expect(report).toMatchObject({
      code: "perdure.backend_contract_mismatch",
      message: expect.stringMatching(/acme.* 7.* 1\b/u),
    });
    expect(readdirSync(join(project, ".perdure"))).not.toContain("runs");
  });

  it("takes up a run that failed on the journal once the cause is gone, and calls only what is missing", async () => {
    const calls: string[] = [];
    let isBroken = true;
    const functions: Record<string, PerdureFunction> = {
      work: () => {
        calls.push("work");
        if (isBroken) throw new Error("not yet");
        return "done";
      },
    };
    const backend = journal({ file: join(project, ".perdure", "journal.sqlite") });
    const first = open({ backend, functions });
    const prepared = await first.prepare({ method: method(WRITE_THEN_WORK), inputs, run_id: "run-1" });
    const before = emulator.ledger().length;
    const handle = await first.start(prepared);
    expect(await failureOf(() => handle.result())).toMatchObject({
      code: "perdure.function_failed",
      location: { pipe: "shop.work" },
    });
    expect(await first.record("run-1")).toMatchObject({ state: "failed", backend: "journal" });
    await first.close();
    isBroken = false;
    const second = open({ backend, functions });
    const resumed = await second.resume("run-1");
    expect(await second.outputs(await resumed.result())).toMatchObject({ main: { content: { text: "done" } } });
    expect(await second.record("run-1")).toMatchObject({ state: "completed" });
    expect([calls, emulator.ledger().length - before]).toEqual([["work", "work"], 1]);
  });

  it("leaves the record alone of a run that another process has taken over", async () => {
    const taken = createFailure("perdure.run_in_progress", { message: "Another process drives the run." });
    const backend: BackendFactory = (host) => ({ ...direct()(host), execute: () => Promise.reject(taken) });
    const perdure = open({ backend });
    const refused = await failureOf(() =>
      perdure.run({ method: method(HEADER + LLM("main")), inputs, run_id: "run-1" }),
    );
    expect(refused.code).toBe("perdure.run_in_progress");
    expect(await perdure.record("run-1")).toMatchObject({ state: "running" });
  });

  it("emulates calls only when it is asked to, with a provider of the project's own", { timeout: 30_000 }, async () => {
    const perdure = open({ environment: {}, emulated: true });
    const { stopEmulator } = await import("@perdure/emulator");
    try {
      await perdure.ensureEmulated();
      const outputs = await perdure.run({ method: method(HEADER + LLM("main")), inputs, run_id: "run-1" });
      expect(outputs.main).toMatchObject({ content: { text: expect.stringContaining("late fees") } });
      expect(await perdure.record("run-1")).toMatchObject({ providers: ["emulated"] });
    } finally {
      await stopEmulator(join(project, ".perdure"));
    }
    const refused = await failureOf(() => open({ environment: {} }).run({ method: "shop.mthds", inputs }));
    expect(refused).toMatchObject({ code: "perdure.credential_missing" });
  });

  it("leaves a provider's key nowhere but in the request, whatever the provider says, and a prompt in no report", async () => {
    const seen: string[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      seen.push(String(request.headers.authorization));
      const echoed = { error: { message: "The key sk-canary may not ask about late fees", code: "invalid_api_key" } };
      const answer = {
        choices: [{ index: 0, message: { role: "assistant", content: "Paid" }, finish_reason: "stop" }],
      };
      response.writeHead(status, { "content-type": "application/json", "x-echo": "sk-canary" });
      response.end(JSON.stringify(status === 200 ? { id: "c", created: 0, model: "m", ...answer } : echoed));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const messages: string[] = [];
    try {
      const perdure = open({
        backend: journal({ file: join(project, ".perdure", "journal.sqlite") }),
        environment: { ...provider(url), PERDURE_OPENAI_COMPATIBLE_API_KEY: "sk-canary" },
        log: (message) => messages.push(message),
      });
      const outputs = await perdure.run({ method: method(HEADER + LLM("main")), inputs });
      status = 401;
      const failure = await perdure.run({ method: "shop.mthds", inputs }).catch((error: unknown) => error);
      if (!isFailureError(failure)) throw new Error("The run did not fail.");
      expect(failure.report.code).toBe("provider.credential_refused");
      expect(JSON.stringify([failure, failure.report, failure.transport, failure.message])).not.toMatch(
        /canary|late fees/u,
      );
      expect(JSON.stringify([outputs, messages, await perdure.records()])).not.toContain("canary");
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    expect(seen).toEqual(["Bearer sk-canary", "Bearer sk-canary"]);
    const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toContain("journal.sqlite");
    for (const { parentPath, name } of files) {
      expect([name, readFileSync(join(parentPath, name), "latin1").includes("canary")]).toEqual([name, false]);
    }
  });

  it("sends no call to an emulated provider that came with the project", { timeout: 30_000 }, async () => {
    const requests: string[] = [];
    const stranger = createServer((request, response) => {
      requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ emulator: "perdure", contract: 1, instance: "planted", pid: process.pid }));
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const { stopEmulator } = await import("@perdure/emulator");
    const state = join(project, ".perdure");
    const plant = (): void => {
      mkdirSync(state, { recursive: true });
      writeFileSync(
        join(state, "emulator.json"),
        JSON.stringify({ url, pid: process.pid, instance: "planted", token: "t" }),
      );
    };
    try {
      plant();
      const environment = { OPENAI_API_KEY: "sk-secret" };
      expect(await failureOf(() => open({ environment, emulated: true }))).toMatchObject({
        code: "runtime.misconfigured",
      });
      // Even in a folder that its owner has come to trust.
      chmodSync(state, 0o700);
      const { main } = await open({ environment, emulated: true }).run({
        method: method(HEADER + LLM("main")),
        inputs,
      });
      expect([main.kind, requests]).toEqual(["value", []]);
    } finally {
      await stopEmulator(state);
      stranger.closeAllConnections();
      await new Promise((resolve) => stranger.close(resolve));
    }
  });

  it("finds its emulated provider again after that has moved", { timeout: 30_000 }, async () => {
    const { ensureEmulator, readEmulatorState, stopEmulator } = await import("@perdure/emulator");
    const state = join(project, ".perdure");
    const perdure = open({ environment: {}, emulated: true });
    try {
      await perdure.run({ method: method(HEADER + LLM("main")), inputs });
      const before = readEmulatorState(state);
      await stopEmulator(state);
      expect(await perdure.run({ method: "shop.mthds", inputs })).toMatchObject({ main: { kind: "value" } });
      const after = readEmulatorState(state);
      expect(after?.instance).not.toBe(before?.instance);
      expect(await ensureEmulator(state)).toEqual(after);
    } finally {
      await stopEmulator(state);
    }
  });

  describe("makes one attempt of a step in a direct run", () => {
    const failing = async (fault: Fault | undefined, options: PerdureOptions) => {
      const before = emulator.ledger().length;
      if (fault !== undefined) emulator.setFaults([{ match: {}, fault }]);
      const perdure = open(options);
      const run = perdure.run({ method: method(HEADER + LLM("main")), inputs, run_id: "run-1" });
      const failure = await run.catch((error: unknown) => error);
      if (!isFailureError(failure)) throw new Error("The run did not fail.");
      expect(await perdure.record("run-1")).toMatchObject({ state: "failed" });
      const { code, location } = failure.report;
      expect(location).toMatchObject({ pipe: "shop.main" });
      const { attempt, calls } = failure.transport;
      return { code, attempt, calls, requests: emulator.ledger().length - before };
    };
    const REFUSED = [
      ["a refused key", { status: 401 }, "provider.credential_refused"],
      ["429 with Retry-After 5 s", { status: 429, retry_after: 5 }, "provider.rate_limited"],
      ["a connection dropped after the request", { drop: "before_response" }, "provider.outcome_unknown"],
    ] as const;

    it.each(REFUSED)("and one call for %s, with transport retries at their default", async (_, fault, code) => {
      expect(await failing(fault, {})).toEqual({ code, attempt: 1, calls: 1, requests: 1 });
    });

    it.each([
      ...REFUSED,
      ["429 with Retry-After 1 s", { status: 429, retry_after: 1 }, "provider.rate_limited"],
      ["500", { status: 500 }, "provider.failed"],
    ] as const)("and one call for %s, with transport retries off", async (_, fault, code) => {
      expect(await failing(fault, { transport_max_retries: 0 })).toEqual({ code, attempt: 1, calls: 1, requests: 1 });
    });

    it("and one call for a connection that nobody accepts, with transport retries off", async () => {
      const environment = provider(await unusedAddress());
      const outcome = await failing(undefined, { transport_max_retries: 0, environment });
      expect(outcome).toEqual({ code: "provider.unavailable", attempt: 1, calls: 1, requests: 0 });
    });
  });

  describe("does not let a value that a step produced", () => {
    const readWhat = `${HEADER}${SEQUENCE('{ pipe = "work", result = "place" }, { pipe = "point", result = "paper" }, { pipe = "read", result = "pages" }')}${FUNC("work", "topic")}
[pipe.point]
type = "PipeCompose"
description = "Makes a document of it"
inputs = { place = "Text" }
output = "Document"
construct = { url = { from = "place.text" } }

[pipe.read]
type = "PipeExtract"
description = "Reads it"
inputs = { paper = "Document" }
output = "Page[]"
`;
    const reading = (place: string) =>
      failureOf(() => open({ functions: { work: () => place } }).run({ method: method(readWhat), inputs }));

    it("name a file of this machine", async () => {
      writeFileSync(join(project, "secret.txt"), "secret");
      const places = [
        join(project, "secret.txt"),
        `file://${join(project, "secret.txt")}`,
        "secret.txt",
        "~/secret.txt",
      ];
      for (const place of places) {
        expect(await reading(place)).toMatchObject({
          code: "perdure.local_path_refused",
          location: { pipe: "shop.read" },
        });
      }
    });

    it("name a file of this machine through the content store", async () => {
      mkdirSync(join(project, ".perdure", "store", "sha256", "aa"), { recursive: true, mode: 0o700 });
      for (const place of [
        "perdure://sha256/../../../secret.txt",
        "perdure:///etc/passwd",
        "perdure://sha256/aa/../../x",
      ]) {
        expect(await reading(place)).toMatchObject({ code: "perdure.local_path_refused" });
      }
      expect(await reading(`perdure://sha256/${"a".repeat(64)}`)).toMatchObject({ code: "perdure.content_missing" });
    });

    it("reach a server of this machine", async () => {
      const before = emulator.ledger().length;
      expect(await reading(`${emulator.url}/v1/models`)).toMatchObject({ code: "perdure.fetch_refused" });
      expect(emulator.ledger()).toHaveLength(before);
    });
  });

  it("reads a local file that the caller names, once", async () => {
    writeFileSync(join(project, "note.txt"), "As agreed");
    const text = `${HEADER}
[pipe.main]
type = "PipeExtract"
description = "Reads it"
inputs = { paper = "Document" }
output = "Page[]"
`;
    const perdure = open();
    const prepared = await perdure.prepare({ method: method(text), inputs: { paper: "note.txt" } });
    writeFileSync(join(project, "note.txt"), "Changed since");
    const { main } = await perdure.outputs(await perdure.execute(prepared));
    expect(JSON.stringify(main)).toContain("As agreed");
  });
});

async function unusedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
