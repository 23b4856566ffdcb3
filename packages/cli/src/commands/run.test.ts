import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFailure } from "@perdure/failures";
import type { FailureDocument } from "@perdure/failures/cli";
import { describe, expect, it } from "vitest";
import { EMULATED_LINE } from "../first-lines.ts";
import { runCommand } from "../run-command.ts";
import { createFakeIo, type FakeIoOptions } from "../testing/fake-io.ts";
import {
  createFakePorts,
  createTestHandle,
  TEST_NODE,
  TEST_OUTPUTS,
  TEST_RUN,
  type FakePortsOptions,
} from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const METHOD = `
domain = "test"
main_pipe = "answer"
[pipe.answer]
type = "PipeLLM"
description = "Answers"
inputs = { question = "Text", documents = "Document[]" }
output = "Text"
prompt = "$question @documents"
`;
const PAID = [
  { provider: "openai", model: "gpt-x", pipes: [] },
  { provider: "openai", model: "gpt-y", pipes: [] },
  { provider: "internal", model: "pdf-text", pipes: [] },
];

function setUp(
  options: FakePortsOptions = {},
  files: Readonly<Record<string, string>> = {},
  io: Partial<FakeIoOptions> = {},
) {
  const folder = temporaryFolder({ "m.mthds": METHOD, ...files });
  const ports = createFakePorts(options);
  const fake = createFakeIo({ folder, ...io });
  return {
    folder,
    ports,
    io: fake,
    run: (...args: readonly string[]) => runCommand(["run", "m.mthds", ...args], ports, fake),
  };
}
const lines = (text: string): readonly string[] => text.trimEnd().split("\n");

describe("a run", () => {
  it("leaves four files, names them, and gives its result as JSON where nobody watches", async () => {
    const { run, io, folder } = setUp();
    expect(await run()).toBe(0);
    expect(readdirSync(join(folder, "results/run-1")).sort()).toEqual([
      "graph.html",
      "main_stuff.json",
      "report.md",
      "working_memory.json",
    ]);
    expect(JSON.parse(io.written.stdout)).toEqual({ text: "Because." });
    expect(readFileSync(join(folder, "results/run-1/report.md"), "utf8")).toBe("Because.\n");
    expect(io.written.stderr).toContain("Run run-1 completed. Results: results/run-1/\n");
  });

  it.each([
    ["at a terminal", { terminal: "stdout" } as const, []],
    ["with --report", {}, ["--report"]],
  ])("gives the report %s", async (_when, io, args) => {
    const { run, io: fake } = setUp({}, {}, io);
    expect(await run(...args)).toBe(0);
    expect(fake.written.stdout).toBe("Because.\n");
  });

  it("says nothing but its result with --json", async () => {
    const { run, io } = setUp({}, {}, { terminal: "both" });
    expect(await run("--json")).toBe(0);
    expect(io.written.stderr).toBe("");
    expect(JSON.parse(io.written.stdout)).toEqual({ text: "Because." });
  });

  it("prints its result even where its files cannot be written in the end", async () => {
    const { run, io, folder } = setUp({
      facade: {
        outputs: () => {
          rmSync(join(folder, "results"), { recursive: true });
          writeFileSync(join(folder, "results"), "a file in the way");
          return Promise.resolve(TEST_OUTPUTS);
        },
      },
    });
    expect(await run()).toBe(1);
    expect(JSON.parse(io.written.stdout)).toEqual({ text: "Because." });
    expect(io.written.stderr).toContain("[perdure.folder_not_writable]");
  });

  it("starts from no folder that cannot be written, before anything is called", async () => {
    const { run, io, ports } = setUp({}, { results: "a file" });
    expect(await run()).toBe(1);
    expect(io.written.stderr).toContain("[perdure.folder_not_writable]");
    expect(ports.asked.backends).toEqual([]);
  });

  it("writes where the flag says, else where the project says", async () => {
    const files = { "perdure.toml": 'output_dir = "out"\n' };
    const configured = setUp({}, files);
    await configured.run();
    expect(existsSync(join(configured.folder, "out/run-1/report.md"))).toBe(true);
    const flagged = setUp({}, files);
    await flagged.run("--output-dir", "here");
    expect(existsSync(join(flagged.folder, "here/run-1/report.md"))).toBe(true);
  });
});

describe("the emulated provider", () => {
  it("is named by the first line and by the last", async () => {
    const { run, io } = setUp({ capabilities: { durable: true } }, {}, { terminal: "stdout" });
    expect(await run("--durable")).toBe(0);
    expect(lines(io.written.stderr)[0]).toBe(EMULATED_LINE);
    expect(lines(io.written.stderr).at(-1)).toBe(EMULATED_LINE);
  });

  it("is named so where the run fails, and before a server that is started for it", async () => {
    const { run, io } = setUp({
      ports: {
        resolveBackend: ({ say }) => {
          say("Starting a server …");
          throw createFailure("perdure.server_unavailable", { message: "None." });
        },
      },
    });
    expect(await run()).toBe(1);
    expect(lines(io.written.stderr).slice(0, 2)).toEqual([EMULATED_LINE, "Starting a server …"]);
    expect(lines(io.written.stderr).at(-1)).toBe(EMULATED_LINE);
  });

  it("is named last, below how a failed run is taken up again", async () => {
    const failure = createFailure("provider.credential_refused", { message: "No." });
    const start = () => Promise.resolve(createTestHandle({ result: () => Promise.reject(failure) }));
    const { run, io } = setUp({ facade: { start }, capabilities: { durable: true } });
    expect(await run("--durable")).toBe(1);
    expect(lines(io.written.stderr).slice(-2)).toEqual([
      expect.stringContaining("npx perdure resume run-1"),
      EMULATED_LINE,
    ]);
  });

  it("is asked for with the flag alone", async () => {
    const { run, ports } = setUp();
    await run("--emulated");
    expect(ports.asked.facades[0]?.emulated).toBe(true);
    expect(ports.asked.calls).toContain("ensure emulated");
  });
});

describe("a paid run", () => {
  it("names provider, models and the most calls before it calls anything", async () => {
    let saidBefore = "";
    const { run, io } = setUp({
      prepared: {
        models: PAID,
        calls: {
          fixed: 2,
          per_item: [{ list: "pages", within: ["documents"], pipe: "test.p", calls: 3 }],
          calls_per_inference: 9,
        },
      },
      facade: {
        execute: () => {
          saidBefore = io.written.stderr;
          throw createFailure("provider.credential_refused", { message: "No." });
        },
      },
    });
    expect(await run()).toBe(1);
    expect(lines(saidBefore).slice(0, 2)).toEqual([
      "Model calls are paid: openai (gpt-x, gpt-y)",
      "At most 2 model inferences, and 3 more for each item of pages in each item of documents; each is at most 9 calls, repeats after faults and re-asks included.",
    ]);
    expect(io.written.stderr).not.toContain("emulated");
  });

  it("says where the calls go that do not go to the provider's own address", async () => {
    const models = PAID.map((used, index) => (index === 0 ? { ...used, host: "gateway.example:8443" } : used));
    const { run, io } = setUp({ prepared: { models } });
    await run();
    expect(lines(io.written.stderr)[0]).toBe(
      "Model calls are paid: openai at gateway.example:8443 (gpt-x); openai (gpt-y)",
    );
  });

  it.each(["per_leaf_retry", "per_run_retry"])("counts the attempts of a backend that repeats: %s", async (claim) => {
    const { run, io } = setUp({ prepared: { models: PAID }, capabilities: { durable: true, [claim]: true } });
    await run();
    expect(io.written.stderr).toContain("each is at most 45 calls");
  });

  it("prepares and writes nothing for a backend that cannot be had", async () => {
    const checkBackend = () => Promise.reject(createFailure("perdure.backend_unknown", { message: "There is none." }));
    const { run, folder, ports } = setUp({ ports: { checkBackend } });
    expect(await run("--backend", "tempral", "--emulated")).toBe(1);
    expect(ports.asked.prepared).toEqual([]);
    expect(ports.asked.backends).toEqual([]);
    expect(readdirSync(folder)).toEqual(["m.mthds"]);
  });

  it("says that no model is called where none is", async () => {
    const { run, io } = setUp({ prepared: { models: [] } });
    await run();
    expect(lines(io.written.stderr)[0]).toBe("No model is called.");
  });
});

describe("the inputs of a run", () => {
  it("come from the file beside the method and from the command line", async () => {
    const { run, ports, folder } = setUp({}, { "inputs.json": '{"question": "Why?"}' });
    await run("-i", "documents=@a.pdf", "-i", "documents=@b.pdf");
    expect(ports.asked.prepared[0]).toMatchObject({
      inputs: { question: "Why?", documents: [{ url: join(folder, "a.pdf") }, { url: join(folder, "b.pdf") }] },
      inputs_folder: folder,
    });
  });

  it.each([
    ["a file", ["--inputs", "in.json"], "in.json"],
    ["the command line", ["-i", "question=Why?"], undefined],
    ["both", ["--inputs", "in.json", "-i", "question=Why?"], undefined],
  ])("have their place in what is wrong with them: %s", async (_where, args, file) => {
    const prepare = () => Promise.reject(createFailure("input.missing", { message: "No documents." }));
    const { run, io, folder } = setUp({ facade: { prepare } }, { "in.json": '{"question": "Why?"}' });
    expect(await run(...args, "--json")).toBe(1);
    const { error } = JSON.parse(io.written.stderr) as FailureDocument;
    expect(error.code).toBe("input.missing");
    expect(error.location).toEqual({
      pipe: "test.answer",
      ...(file === undefined ? {} : { file: join(folder, file) }),
    });
  });

  it.each([
    ["nobody typed", "question=Why?", { file: "inputs.json" }],
    ["somebody typed", "stray=1", {}],
  ])("have their place in a name that is not wanted and %s", async (_what, typed, place) => {
    const prepare = () => Promise.reject(createFailure("input.unexpected", { message: "No 'stray'." }));
    const { run, io, folder } = setUp({ facade: { prepare } }, { "inputs.json": '{"stray": 1}' });
    expect(await run("-i", typed, "--json")).toBe(1);
    const { error } = JSON.parse(io.written.stderr) as FailureDocument;
    const expected = "file" in place ? { file: join(folder, place.file) } : {};
    expect(error.location).toEqual({ pipe: "test.answer", ...expected });
  });

  it("are not looked at before a method that has errors is reported", async () => {
    const { run, io } = setUp({}, { "m.mthds": "domain = \n" });
    expect(await run("--inputs", "missing.json")).toBe(1);
    expect(io.written.stderr).toContain("[method.invalid]");
  });
});

describe("--trust", () => {
  const FILES = { "perdure.toml": '[providers.openai]\nbase_url = "https://ours.example"\n' };

  it("lets the project say this one thing, this once, wherever it stands on the command line", async () => {
    for (const before of [true, false]) {
      const { ports, io } = setUp({}, FILES);
      const trust = ["--trust", "providers.openai.base_url"];
      const args = before ? [...trust, "run", "m.mthds"] : ["run", "m.mthds", ...trust];
      expect(await runCommand(args, ports, io)).toBe(0);
      expect(ports.asked.facades[0]?.configuration.providers).toEqual({
        openai: { base_url: "https://ours.example" },
      });
    }
  });

  it("is what the refusal names, and nothing was opened before it", async () => {
    const { run, io, ports } = setUp({}, FILES);
    expect(await run("--trust", "providers.mistral.base_url")).toBe(1);
    expect(io.written.stderr).toContain("[perdure.credential_redirect_refused]");
    expect(io.written.stderr).toContain("--trust providers.openai.base_url");
    expect(ports.asked.facades).toEqual([]);
  });
});

describe("the backend of a run", () => {
  it.each([
    [[], "direct", "the default"],
    [["--backend", "temporal"], "temporal", "--backend"],
    [["--durable"], "journal", "--durable, as no Temporal is configured"],
  ])("with %j is %s, and the run says why", async (args, mode, why) => {
    const { run, io, ports } = setUp({ capabilities: { durable: args.length > 0 } });
    expect(await run(...args)).toBe(0);
    expect(ports.asked.backends[0]?.mode).toBe(mode);
    expect(io.written.stderr).toContain(`Run run-1 of test.answer: the ${mode} of a test (${why})\n`);
  });

  it("is refused where --durable would not be", async () => {
    const { run, io } = setUp({}, { "perdure.toml": 'backend = "volatile"\n' });
    expect(await run("--durable")).toBe(2);
    expect(io.written.stderr).toContain("the backend volatile does not survive a crash");
  });

  it("is not Temporal by a profile that asks for what this version cannot do; direct does not mind", async () => {
    const files = { "t.toml": '[profile.default]\naddress = "a:1"\ntls = true\n' };
    for (const [backend, code] of [
      ["temporal", 1],
      ["direct", 0],
    ] as const) {
      const { ports, io, folder } = setUp({}, files);
      const fake = createFakeIo({ folder, environment: { TEMPORAL_CONFIG_FILE: join(folder, "t.toml") } });
      expect(await runCommand(["run", "m.mthds", "--backend", backend, "--json"], ports, fake)).toBe(code);
      expect(ports.asked.backends).toHaveLength(code === 0 ? 1 : 0);
      if (code === 0) continue;
      expect(JSON.parse(fake.written.stderr)).toMatchObject({
        error: { code: "runtime.unsupported", location: { file: join(folder, "t.toml"), line: 3, column: 1 } },
      });
      expect(io.written.stdout).toBe("");
    }
  });

  it("has the place of its setting where it is not known, and is closed again", async () => {
    const unknown = () => Promise.reject(createFailure("perdure.backend_unknown", { message: "None." }));
    const { run, io, ports, folder } = setUp(
      { ports: { resolveBackend: unknown } },
      { "perdure.toml": '\nbackend = "x"\n' },
    );
    expect(await run("--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({
      error: { code: "perdure.backend_unknown", location: { file: join(folder, "perdure.toml"), line: 2, column: 1 } },
    });
    expect(ports.asked.calls.filter((call) => call === "close facade")).toHaveLength(1);
  });

  it("has the place of its address where its server does not answer", async () => {
    const start = () => Promise.reject(createFailure("perdure.backend_unreachable", { message: "No answer." }));
    const { run, io, folder } = setUp(
      { facade: { start }, capabilities: { durable: true } },
      { "perdure.toml": '[temporal]\naddress = "a:1"\n' },
    );
    expect(await run("--backend", "temporal", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({
      error: {
        code: "perdure.backend_unreachable",
        location: { file: join(folder, "perdure.toml"), line: 2, column: 1 },
      },
    });
  });

  it("is closed once with its facade, whether the run ends well or not", async () => {
    for (const execute of [undefined, () => Promise.reject(createFailure("run.failed", { message: "No." }))]) {
      const { run, ports } = setUp(execute === undefined ? {} : { facade: { execute } });
      await run();
      expect(ports.asked.calls.filter((call) => call.startsWith("close"))).toEqual([
        "close facade",
        "close backend",
        "close facade",
      ]);
    }
  });
});

describe("a run that fails", () => {
  const failure = createFailure("perdure.document_unreadable", {
    message: "a.pdf is damaged",
    location: { pipe: "test.read", node: "main/read" },
  });
  const execute = () => Promise.reject(failure);

  it("is one report for people: what, where, whether a repeat helps, what to do; exit 1", async () => {
    const { run, io, folder } = setUp({ facade: { execute } });
    expect(await run()).toBe(1);
    expect(io.written.stdout).toBe("");
    for (const part of [
      "[perdure.document_unreadable]",
      "where     pipe test.read, node main/read",
      "a repeat does not help",
      "to do",
    ]) {
      expect(io.written.stderr).toContain(part);
    }
    expect(io.written.stderr).not.toMatch(/^ +at /m);
    expect(readdirSync(join(folder, "results"))).toEqual([]);
  });

  it("is one JSON document on stderr, exit 1", async () => {
    const { run, io } = setUp({ facade: { execute } });
    expect(await run("--json")).toBe(1);
    expect(io.written.stdout).toBe("");
    expect(JSON.parse(io.written.stderr)).toEqual({ error: failure.report, transport: {} });
  });

  it("ends with 2 where its outcome is not known, as an error of our own is", async () => {
    const { run, io } = setUp({ facade: { execute: () => Promise.reject(new TypeError("sk-secret")) } });
    expect(await run()).toBe(2);
    expect(io.written.stderr).toContain("[runtime.unexpected]");
    expect(io.written.stderr).not.toContain("sk-secret");
  });
});

describe("Ctrl-C", () => {
  const cancelled = createFailure("run.cancelled", { message: "The run was cancelled." });
  /** A direct run that ends when it is aborted. */
  const untilAborted: NonNullable<FakePortsOptions["facade"]>["execute"] = (_prepared, _details, { signal } = {}) =>
    new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(cancelled)));
  const endless = () => Promise.resolve(createTestHandle({ result: () => new Promise(() => undefined) }));

  it("cancels a direct run: 130, and nothing is left", async () => {
    const { run, io, folder } = setUp({ facade: { execute: untilAborted } });
    const running = run();
    await io.listening;
    io.interrupt();
    expect(io.interrupt()).toBe(false);
    expect(await running).toBe(130);
    expect(io.written.stderr).toContain("Run run-1 cancelled.\n");
    expect(readdirSync(join(folder, "results"))).toEqual([]);
  });

  it("leaves a durable run and says how to take it up again: 130", async () => {
    const { run, io } = setUp({ facade: { start: endless }, capabilities: { durable: true } });
    const running = run("--durable");
    await io.listening;
    io.interrupt();
    expect(await running).toBe(130);
    expect(io.written.stderr).toContain("If this process dies, or after Ctrl-C: npx perdure resume run-1\n");
    expect(io.written.stderr).toContain("Left run run-1. Take it up again: npx perdure resume run-1\n");
  });

  it.each([
    ["a direct run", { facade: { execute: untilAborted } }, "run.cancelled"],
    ["a durable run", { facade: { start: endless }, capabilities: { durable: true } }, "run.not_finished"],
  ])("is one JSON document with --json: %s", async (_what, options, code) => {
    const { run, io } = setUp(options);
    const running = run("--json");
    await io.listening;
    io.interrupt();
    expect(await running).toBe(130);
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code } });
  });

  it("does not hide that a run failed of something else meanwhile", async () => {
    const failed = createFailure("provider.failed", { message: "No." });
    const { run, io } = setUp({
      facade: {
        execute: (_prepared, _details, { signal } = {}) =>
          new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(failed))),
      },
    });
    const running = run();
    await io.listening;
    io.interrupt();
    expect(await running).toBe(1);
    expect(io.written.stderr).toContain("[provider.failed]");
  });
});

describe("what a run shows and records", () => {
  it("is a line for each node, and a record that names results, method and functions", async () => {
    const details: unknown[] = [];
    const { run, io, folder } = setUp(
      {
        backend: { details: { address: "a:1", namespace: "n" } },
        facade: {
          execute: (_prepared, given, { onEvent } = {}) => {
            details.push(given);
            onEvent?.({ kind: "node", node: { ...TEST_NODE, status: "running", model: "some-model" } });
            return Promise.reject(createFailure("run.failed", { message: "No." }));
          },
        },
      },
      { "perdure.toml": 'functions = ["./f.js"]\n' },
    );
    await run();
    expect(io.written.stderr).toContain("answer started (some-model)\n");
    expect(details).toEqual([
      {
        address: "a:1",
        namespace: "n",
        method: join(folder, "m.mthds"),
        results: join(folder, "results", TEST_RUN.job.run_id),
        functions: ["./f.js"],
      },
    ]);
  });

  it("uses the configuration beside the method before that of the folder", async () => {
    const { ports, io } = setUp(
      {},
      { "perdure.toml": "max_concurrency = 1\n", "sub/perdure.toml": "max_concurrency = 2\n", "sub/n.mthds": METHOD },
    );
    await runCommand(["run", "sub"], ports, io);
    expect(ports.asked.facades[0]?.configuration.max_concurrency).toBe(2);
  });
});
