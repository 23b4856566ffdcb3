import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  canonicalJson,
  fingerprintCrate,
  type Concept,
  type Crate,
  type Json,
  type JsonObject,
  type LeafKind,
  type Multiplicity,
  type OperatorPipe,
  type Pipe,
} from "@perdure/crate";
import { startEmulator, type Emulator } from "@perdure/emulator";
import {
  DEFAULT_LIMITS,
  loadContent,
  memoryContents,
  type ContentStore,
  type LeafCall,
  type LeafExecutor,
  type LeafResult,
  type StoredValue,
  type Stuff,
} from "@perdure/engine";
import { createFailure, isFailureError } from "@perdure/failures";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createLeafExecutor, type LeafExecutorConfig } from "./leaf-executor.ts";

const CONCEPTS: Record<string, Concept> = {
  "shop.Order": {
    description: "An order",
    fields: {
      status: { type: "text", required: true, choices: ["open", "paid"] },
      total: { type: "number", required: true },
    },
  },
  "shop.Scan": { description: "A scan", refines: "native.Image" },
  "shop.Folder": {
    description: "A folder",
    fields: { files: { type: "list", required: true, item_type: "concept", item_concept: "native.Document" } },
  },
};
const COMMON = {
  code: "main",
  domain: "shop",
  description: "",
  inputs: {},
  place: { file: "m.mthds", line: 1, column: 1 },
};
const output = (concept: string, multiplicity: Multiplicity = "single") => ({ concept, multiplicity, optional: false });
const prompt = (text: string) => ({ text, category: "llm_prompt" as const });
const llm = (text: string, concept = "native.Text", multiplicity: Multiplicity = "single"): OperatorPipe => ({
  ...COMMON,
  type: "PipeLLM",
  output: output(concept, multiplicity),
  prompt: prompt(text),
  structuring_method: "direct",
});
const func = (concept = "native.Text", multiplicity: Multiplicity = "single"): OperatorPipe => ({
  ...COMMON,
  type: "PipeFunc",
  output: output(concept, multiplicity),
  function_name: "work",
});
const extract: OperatorPipe = {
  ...COMMON,
  type: "PipeExtract",
  output: output("native.Page", "many"),
  page_image_captions: false,
  page_views: true,
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

describe("a leaf executor", () => {
  let store: ContentStore;
  let executors: LeafExecutor[] = [];
  let folder = "";
  beforeEach(() => {
    store = memoryContents();
    folder = mkdtempSync(join(tmpdir(), "perdure-leaf-"));
    emulator.setFaults([]);
    emulator.setLatency(0);
  });
  afterEach(async () => {
    await Promise.all(executors.map((executor) => executor.close()));
    executors = [];
    rmSync(folder, { recursive: true });
  });

  const executorWith = (config: Partial<LeafExecutorConfig> = {}): LeafExecutor => {
    const executor = createLeafExecutor({
      contents: store,
      connect: () => Promise.resolve({ base_url: `${emulator.url}/v1`, api_key: "emulated" }),
      pace: { random: () => 0, sleep: () => Promise.resolve() },
      now: () => 0,
      ...config,
    });
    executors.push(executor);
    return executor;
  };
  const callOf = async (kind: LeafKind, pipe: Pipe, more: Partial<LeafCall> = {}): Promise<LeafCall> => {
    const crate: Crate = fingerprintCrate({ concepts: CONCEPTS, pipes: { "shop.main": pipe } });
    const digest = await store.put(Buffer.from(JSON.stringify(crate)));
    return {
      schema: 1,
      kind,
      run_id: "run-1",
      node_id: "main",
      crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${digest}` },
      pipe: "shop.main",
      inputs: {},
      output: { concept: pipe.output.concept, multiplicity: pipe.output.multiplicity },
      ...(kind === "llm" || kind === "structure"
        ? { model: { provider: "emulated", model: "m", handle: "$default", settings: { temperature: 0.5 } } }
        : {}),
      parameters: {},
      effect: "billable",
      timeout_ms: 60_000,
      inline_max_bytes: DEFAULT_LIMITS.inline_max_bytes,
      transport: DEFAULT_LIMITS.transport,
      run_mode: "live",
      ...more,
    };
  };
  const signal = () => new AbortController().signal;
  const run = async (call: LeafCall, config?: Partial<LeafExecutorConfig>): Promise<LeafResult> =>
    executorWith(config).execute(call, { attempt: 1, signal: signal() });
  const contentOf = async (result: LeafResult): Promise<Json> => loadContent(result.value, store);
  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "no failure",
      (error: unknown) => (isFailureError(error) ? error.report.code : String(error)),
    );

  it("answers with a text, from the inputs that the prompt names", async () => {
    const inputs = { topic: stuff("topic", "native.Text", { text: "late fees" }) };
    const result = await run(await callOf("llm", llm("Explain $topic"), { inputs }));
    expect(result).toMatchObject({ concept: "native.Text", calls: 1, usage: { total_tokens: expect.any(Number) } });
    expect(await contentOf(result)).toEqual({ text: expect.stringContaining("Explain late fees") });
  });

  it("answers with a structure, and with a list whose items stand alone", async () => {
    const single = await run(await callOf("llm", llm("Describe it", "shop.Order")));
    expect(await contentOf(single)).toEqual({ status: expect.stringMatching(/open|paid/), total: expect.any(Number) });
    const list = await run(await callOf("llm", llm("List them", "shop.Order", 3)));
    expect(list.value).toMatchObject({ items: [{ concept: "shop.Order" }, {}, {}] });
  });

  it("gives a text its structure", async () => {
    const pipe: OperatorPipe = { ...COMMON, type: "PipeStructure", output: output("shop.Order") };
    const inputs = { draft: stuff("draft", "native.Text", { text: "An open order of 3" }) };
    const result = await run(await callOf("structure", pipe, { inputs }));
    expect(await contentOf(result)).toMatchObject({ status: expect.any(String) });
  });

  it("sends the images and documents that a prompt mentions, and no other", async () => {
    const image = `data:image/png;base64,${Buffer.from("\u0089PNG....", "latin1").toString("base64")}`;
    const pdf = `perdure://sha256/${await store.put(await onePage("Hello"))}`;
    const inputs = {
      picture: stuff("picture", "shop.Scan", { url: image }),
      paper: stuff("paper", "native.Document", { url: pdf, filename: "paper.pdf" }),
      other: stuff("other", "native.Document", { url: "/etc/passwd" }),
    };
    const before = emulator.ledger().length;
    const result = await run(await callOf("llm", llm("Compare $picture with $paper"), { inputs }));
    expect(await contentOf(result)).toEqual({ text: expect.stringContaining("Compare Image 1 with Document 1") });
    expect(emulator.ledger()).toHaveLength(before + 1);
    expect(await codeOf(run(await callOf("llm", llm("Read $other"), { inputs })))).toBe("perdure.local_path_refused");
  });

  it.each([
    "/etc/passwd",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "~/.ssh/id_ed25519",
    "../secret.pdf",
    "C:\\secret.pdf",
    "\\\\host\\share\\secret.pdf",
    "perdure://sha256/../../../etc/passwd",
    `perdure://sha256/${"a".repeat(64)}/../../x`,
    "perdure:///etc/passwd",
    "",
  ])("never opens %s for a value that a step produced", async (url) => {
    const inputs = { paper: stuff("paper", "native.Document", { url }) };
    expect(await codeOf(run(await callOf("extract", extract, { inputs })))).toBe("perdure.local_path_refused");
  });

  it("refuses a result that names a local file, at any depth", async () => {
    const returns = (content: Json) => ({ functions: { work: () => content } });
    const call = await callOf("func", func("shop.Folder"));
    const files = (url: string) => ({ files: [{ url: "https://example.com/a" }, { url }] });
    expect(await codeOf(run(call, returns(files("/etc/passwd"))))).toBe("perdure.local_path_refused");
    expect(await codeOf(run(call, returns(files("https://example.com/b"))))).toBe("no failure");
    const scan = await callOf("func", func("shop.Scan"));
    expect(await codeOf(run(scan, returns({ url: "file:///etc/passwd" })))).toBe("perdure.local_path_refused");
  });

  it("never fetches a private address for a value that a step produced", async () => {
    const inputs = { paper: stuff("paper", "native.Document", { url: `${emulator.url}/v1/models` }) };
    const before = emulator.ledger().length;
    expect(await codeOf(run(await callOf("extract", extract, { inputs })))).toBe("perdure.fetch_refused");
    expect(emulator.ledger()).toHaveLength(before);
  });

  it("extracts the pages of a document, with a view of each", async () => {
    const url = `perdure://sha256/${await store.put(await onePage("Ada Martin"))}`;
    const inputs = { cv: stuff("cv", "native.Document", { url, filename: "cv.pdf" }) };
    const result = await run(await callOf("extract", extract, { inputs }));
    expect(result.calls).toBe(0);
    const pages = result.value as { items: StoredValue[] };
    expect(await loadContent(pages.items[0] as StoredValue, store)).toMatchObject({
      text_and_images: { text: { text: "Ada Martin" }, images: [] },
      page_view: { mime_type: "image/png", url: expect.stringMatching(/^perdure:\/\/sha256\//) },
    });
  });

  it("makes one page of an image", async () => {
    const url = `data:image/png;base64,${Buffer.from("\u0089PNG....", "latin1").toString("base64")}`;
    const inputs = { scan: stuff("scan", "shop.Scan", { url, filename: "scan.png" }) };
    const result = await run(await callOf("extract", extract, { inputs }));
    const pages = result.value as { items: StoredValue[] };
    expect(await loadContent(pages.items[0] as StoredValue, store)).toMatchObject({
      text_and_images: { images: [{ filename: "scan.png" }] },
      page_view: { filename: "scan.png" },
    });
  });

  it("names the document that is damaged", async () => {
    const url = `perdure://sha256/${await store.put(Buffer.from("%PDF-1.4 nothing"))}`;
    const inputs = { cv: stuff("cv", "native.Document", { url, filename: "broken.pdf" }) };
    const failure = await run(await callOf("extract", extract, { inputs })).catch((error: unknown) => error);
    expect(isFailureError(failure) && failure.report).toMatchObject({
      code: "perdure.document_unreadable",
      category: "content",
      message: expect.stringContaining("broken.pdf"),
    });
  });

  it("calls a function with the content of its inputs and one key over all attempts", async () => {
    const seen: unknown[] = [];
    const inputs = { name: stuff("name", "native.Text", { text: "Ada" }) };
    const call = await callOf("func", func(), { inputs });
    const executor = executorWith({
      functions: {
        work: (given, { idempotency_key, attempt }) => {
          seen.push([given, idempotency_key, attempt]);
          return "done";
        },
      },
    });
    const result = await executor.execute(call, { attempt: 1, signal: signal() });
    await executor.execute(call, { attempt: 2, signal: signal() });
    expect(await contentOf(result)).toEqual({ text: "done" });
    const key = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(seen).toEqual([
      [{ name: { text: "Ada" } }, key, 1],
      [{ name: { text: "Ada" } }, key, 2],
    ]);
    expect((seen as string[][])[0]?.[1]).toBe((seen as string[][])[1]?.[1]);
  });

  it("tells a missing function, one that throws, and one that returns too few", async () => {
    const call = await callOf("func", func());
    expect(await codeOf(run(call))).toBe("perdure.function_missing");
    expect(await codeOf(run(call, { functions: { work: () => Promise.reject(new Error("no")) } }))).toBe(
      "perdure.function_failed",
    );
    const own = createFailure("input.invalid", { message: "not this one" });
    expect(await codeOf(run(call, { functions: { work: () => Promise.reject(own) } }))).toBe("input.invalid");
    const two = await callOf("func", func("native.Text", 2));
    expect(await codeOf(run(two, { functions: { work: () => ["one"] } }))).toBe("perdure.function_failed");
  });

  it("refuses what a function returns when it is not of the declared concept", async () => {
    const call = await callOf("func", func("shop.Order"));
    const returning = (content: Json) => codeOf(run(call, { functions: { work: () => content } }));
    expect(await returning({ status: "open", total: 3 })).toBe("no failure");
    expect(await returning({ status: "lost", total: 3 })).toBe("perdure.function_failed");
    expect(await returning({ status: "open" })).toBe("perdure.function_failed");
  });

  it("composes and decides over large values, as the interpreter would over small ones", async () => {
    const digest = await store.put(Buffer.from(canonicalJson({ text: "yes" })));
    const value = { concept: "native.Text", size: 14, media_type: "application/json" as const, digest };
    const inputs = { word: { code: "c", name: "word", concept: "native.Text", value } };
    const compose = {
      ...COMMON,
      type: "PipeCompose" as const,
      output: output("native.Text"),
      template: { text: "It says $word", category: "basic" as const },
    };
    const composed = await run(await callOf("compose", compose, { inputs }));
    expect([composed.calls, await contentOf(composed)]).toEqual([0, { text: "It says yes" }]);
    const condition = {
      ...COMMON,
      type: "PipeCondition" as const,
      output: output("native.Text"),
      expression: "{{ word }}",
      outcomes: {},
      default_outcome: "fail" as const,
    };
    expect((await run(await callOf("condition", condition, { inputs }))).printed).toBe("yes");
  });

  it.each(["judge", "img_gen", "search", "doc_gen"] as const)("refuses a leaf of kind %s", async (kind) => {
    expect(await codeOf(run(await callOf(kind, llm("Hello"))))).toBe("perdure.pipe_type_unsupported");
  });

  it("says how many provider calls led to a failure", async () => {
    emulator.setFaults([{ match: {}, fault: { status: 500 } }]);
    const failure = await run(await callOf("llm", llm("Hello"))).catch((error: unknown) => error);
    expect(failure).toMatchObject({ report: { code: "provider.failed", model: "m" }, transport: { calls: 3 } });
  });

  it("tells its own cancellation and its own deadline apart, and ends the call at both", async () => {
    emulator.setLatency(60_000);
    const controller = new AbortController();
    const before = emulator.ledger().length;
    const call = await callOf("llm", llm("Hello"));
    const cancelled = codeOf(executorWith().execute(call, { attempt: 1, signal: controller.signal }));
    await expect.poll(() => emulator.ledger().length).toBe(before + 1);
    controller.abort();
    expect(await cancelled).toBe("run.cancelled");
    expect(await codeOf(run({ ...call, timeout_ms: 5 }))).toBe("perdure.leaf_timeout");
  });

  it("keeps saying that it is alive while a model thinks", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      let beats = 0;
      const work = () => {
        vi.advanceTimersByTime(10_000);
        return "done";
      };
      const call = await callOf("func", func());
      await executorWith({ functions: { work } }).execute(call, {
        attempt: 1,
        signal: signal(),
        heartbeat: () => {
          beats += 1;
        },
      });
      expect(beats).toBe(5);
      vi.advanceTimersByTime(10_000);
      expect(beats).toBe(5);
    } finally {
      vi.useRealTimers();
    }
  });

  it("writes down which bodies ran", async () => {
    const ledgerFile = join(folder, "ledger", "leaves.jsonl");
    const call = await callOf("func", func());
    await run(call, { ledgerFile, functions: { work: () => "done" } });
    await codeOf(run(call, { ledgerFile }));
    const lines = readFileSync(ledgerFile, "utf8")
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual(
      ["started", "finished", "started"].map((event) => ({
        run_id: "run-1",
        node_id: "main",
        attempt: 1,
        event,
        at: "1970-01-01T00:00:00.000Z",
      })),
    );
  });

  it("refuses a crate that is not the one it was promised", async () => {
    const call = await callOf("llm", llm("Hello"));
    const other = { ...call, crate: { ...call.crate, fingerprint: "0".repeat(64) } };
    expect(await codeOf(run(other))).toBe("perdure.content_damaged");
    const { pipe: _pipe, ...rest } = call;
    expect(await codeOf(run({ ...rest, pipe: "shop.other" }))).toBe("method.pipe_unresolved");
  });

  it("calls nothing in a dry run and still renders the prompts", async () => {
    const before = emulator.ledger().length;
    const dry = { run_mode: "dry" } as const;
    const result = await run(await callOf("llm", llm("List them", "shop.Order", 3), dry));
    expect(await loadContent((result.value as { items: StoredValue[] }).items[0] as StoredValue, store)).toEqual({
      status: "open",
      total: 1,
    });
    expect(await codeOf(run(await callOf("llm", llm("{{ missing.field }}"), dry)))).toBe("perdure.template_failed");
    expect(await codeOf(run(await callOf("func", func(), dry)))).toBe("no failure");
    expect(emulator.ledger()).toHaveLength(before);
  });
});

function stuff(name: string, concept: string, content: JsonObject): Stuff {
  const json = canonicalJson(content);
  const digest = createHash("sha256").update(json).digest("hex");
  const value: StoredValue = { concept, size: json.length, media_type: "application/json", digest, inline: content };
  return { code: `code-${name}`, name, concept, value };
}

async function onePage(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([200, 100]).drawText(text, { x: 10, y: 50, size: 12, font });
  return document.save();
}
