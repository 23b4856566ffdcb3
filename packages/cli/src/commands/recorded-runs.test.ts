import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createFailure } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { EMULATED_LINE } from "../first-lines.ts";
import type { RunRecord } from "../ports.ts";
import { runCommand } from "../run-command.ts";
import { createFakeIo, type FakeIoOptions } from "../testing/fake-io.ts";
import { createFakePorts, createTestHandle, createTestRecord, type FakePortsOptions } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** A project with the runs of these records. */
function setUp(
  records: readonly Partial<RunRecord>[],
  options: FakePortsOptions = {},
  { files = {}, ...io }: Partial<FakeIoOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
) {
  const folder = temporaryFolder(files);
  const fake = createFakeIo({ folder, ...io });
  const ports = createFakePorts({ records: records.map(createTestRecord), ...options });
  return { folder, io: fake, ports, command: (...args: readonly string[]) => runCommand(args, ports, fake) };
}
const DIRECT = { backend: "direct", state: "completed" } as const;
const lines = (text: string): readonly string[] => text.trimEnd().split("\n");
const endless = () => Promise.resolve(createTestHandle({ result: () => new Promise(() => undefined) }));

describe("resume", () => {
  it("finishes the run on the backend of its record, and writes its results where the run said", async () => {
    const { command, io, ports, folder } = setUp([{}]);
    expect(await command("resume", "run-1")).toBe(0);
    expect(ports.asked.backends[0]).toMatchObject({ mode: "journal", record: { run_id: "run-1" } });
    expect(ports.asked.facades.at(-1)).toMatchObject({ emulated: true, functions: true });
    expect(existsSync(join(folder, "results/run-1/report.md"))).toBe(true);
    expect(lines(io.written.stderr)[0]).toBe(EMULATED_LINE);
    expect(lines(io.written.stderr)[1]).toBe("Resuming run run-1 of test.answer: the journal of a test");
    expect(lines(io.written.stderr).at(-1)).toBe(EMULATED_LINE);
  });

  it("reads the configuration beside the run's method, wherever it is called from", async () => {
    const files = { "sub/perdure.toml": "max_concurrency = 2\n", "sub/m.mthds": "" };
    const { command, ports, folder } = setUp([], {}, { files });
    const elsewhere = createFakePorts({ records: [createTestRecord({ method: join(folder, "sub/m.mthds") })] });
    expect(await runCommand(["resume", "run-1"], elsewhere, createFakeIo({ folder }))).toBe(0);
    expect(elsewhere.asked.backends[0]?.configuration.max_concurrency).toBe(2);
    expect(await command("resume", "run-1")).toBe(1);
    expect(ports.asked.backends).toEqual([]);
  });

  it("says nothing of emulation where nothing is emulated", async () => {
    const { command, io, ports } = setUp([{ providers: ["openai"] }]);
    expect(await command("resume", "run-1", "--report")).toBe(0);
    expect(io.written.stderr).not.toContain(EMULATED_LINE);
    expect(ports.asked.calls).not.toContain("ensure emulated");
    expect(io.written.stdout).toBe("Because.\n");
  });

  it("is left at Ctrl-C, to be resumed again", async () => {
    const { command, io } = setUp([{}], { facade: { resume: endless } });
    const running = command("resume", "run-1");
    await io.listening;
    io.interrupt();
    expect(await running).toBe(130);
    expect(io.written.stderr).toContain("npx perdure resume run-1\n");
  });

  it("gives way to a process that drives the run", async () => {
    const failure = createFailure("perdure.run_in_progress", { message: "Another process drives it." });
    const { command, io, ports } = setUp([{}], { facade: { resume: () => Promise.reject(failure) } });
    expect(await command("resume", "run-1", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toEqual({ error: failure.report, transport: {} });
    expect(ports.asked.calls.at(-1)).toBe("close backend");
  });
});

describe("watch", () => {
  it("follows to the end, and leaves the results to whoever wrote them", async () => {
    const files = { "results/run-1/report.md": "theirs" };
    const { command, io, ports } = setUp([{}], {}, { files });
    expect(await command("watch", "run-1")).toBe(0);
    expect(ports.asked.facades.map(({ functions }) => functions)).toEqual([false, false]);
    expect(io.written.stderr).toContain("answer done\n");
    expect([lines(io.written.stderr)[0], lines(io.written.stderr).at(-1)]).toEqual([EMULATED_LINE, EMULATED_LINE]);
    expect(io.written.stderr).toMatch(/Run run-1 completed\. Results: .*results\/run-1\n/);
    expect(io.written.stdout).toBe("");
  });

  it("writes the results where nobody did", async () => {
    const { command, folder } = setUp([{}]);
    expect(await command("watch", "run-1")).toBe(0);
    expect(readdirSync(join(folder, "results/run-1"))).toHaveLength(4);
  });

  it("prints the result with --json", async () => {
    const { command, io } = setUp([{}], {}, { files: { "results/run-1/report.md": "theirs" } });
    expect(await command("watch", "run-1", "--json")).toBe(0);
    expect([JSON.parse(io.written.stdout), io.written.stderr]).toEqual([{ text: "Because." }, ""]);
  });

  it("ends as the run fails", async () => {
    const failure = createFailure("provider.failed", { message: "No." });
    const attach = () => Promise.resolve(createTestHandle({ result: () => Promise.reject(failure) }));
    const { command, io } = setUp([{}], { facade: { attach } });
    expect(await command("watch", "run-1")).toBe(1);
    expect(io.written.stderr).toContain("[provider.failed]");
  });

  it.each([[[]], [["--json"]]])("leaves the run alone at Ctrl-C: %j", async (args) => {
    const { command, io, ports } = setUp([{}], { facade: { attach: endless } });
    const running = command("watch", "run-1", ...args);
    await io.listening;
    io.interrupt();
    expect(await running).toBe(130);
    if (args.length > 0) expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "run.not_finished" } });
    expect(ports.asked.calls.join()).not.toContain("cancel");
  });
});

describe("cancel", () => {
  it("cancels the run on its own backend, with the reason", async () => {
    const { command, io, ports } = setUp([{ backend: "temporal" }]);
    expect(await command("cancel", "run-1", "--reason", "a mistake")).toBe(0);
    expect(ports.asked.backends[0]?.mode).toBe("temporal");
    expect(ports.asked.facades.map(({ functions }) => functions)).toEqual([false, false]);
    expect(ports.asked.calls).toContain("cancel run-1 a mistake");
    expect(io.written.stderr).toBe("Run run-1 is being cancelled.\n");
  });

  it("says nothing where it is not wanted, and what is wrong where it fails", async () => {
    const quiet = setUp([{}]);
    expect(await quiet.command("cancel", "run-1", "--json")).toBe(0);
    expect(quiet.io.written).toEqual({ stdout: "", stderr: "" });
    const ended = createFailure("run.already_ended", { message: "It has ended." });
    const { command, io } = setUp([{}], { facade: { cancel: () => Promise.reject(ended) } });
    expect(await command("cancel", "run-1", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "run.already_ended" } });
  });
});

describe.each(["resume", "watch", "cancel"])("%s", (name) => {
  it("knows no run of another project", async () => {
    const { command, io, ports } = setUp([]);
    expect(await command(name, "run-9")).toBe(1);
    expect(io.written.stderr).toContain("[run.not_found]");
    expect(ports.asked.backends).toEqual([]);
  });

  it("refuses a direct run, which lives in the process that started it, before anything is started", async () => {
    const { command, io, ports } = setUp([DIRECT]);
    expect(await command(name, "run-1")).toBe(1);
    expect(io.written.stderr).toContain("[runtime.unsupported]");
    expect(ports.asked.backends).toEqual([]);
    expect(ports.asked.calls).not.toContain("ensure emulated");
  });

  it("finds the run even where the folder's configuration is broken, and then reports that", async () => {
    const { command, io } = setUp([{}], {}, { files: { "perdure.toml": "nonsense = 1\n" } });
    expect(await command(name, "run-1")).toBe(1);
    expect(io.written.stderr).toContain("[perdure.configuration_invalid]");
  });
});

describe("runs", () => {
  const RECORDS: readonly Partial<RunRecord>[] = [
    { run_id: "a", state: "running" },
    { run_id: "b", state: "interrupted", backend: "temporal" },
    { run_id: "c", state: "failed" },
    { run_id: "d", state: "failed", backend: "temporal" },
    { run_id: "e", state: "completed" },
    { run_id: "f", ...DIRECT, state: "failed" },
  ];

  it("lists what there is, with what can be done about each", async () => {
    const { command, io, ports } = setUp(RECORDS, {}, { files: { "perdure.toml": "nonsense = 1\n" } });
    expect(await command("runs")).toBe(0);
    const [head, ...rows] = lines(io.written.stdout);
    expect(head).toMatch(/^run +state +backend +started \(UTC\) +method +next$/);
    expect(rows.map((row) => row.replaceAll(/ {2,}/g, " | "))).toEqual([
      "a | running | journal | 1970-01-01 00:00:00 | test.answer | perdure watch a",
      "b | interrupted | temporal | 1970-01-01 00:00:00 | test.answer | perdure resume b",
      "c | failed | journal | 1970-01-01 00:00:00 | test.answer | perdure resume c",
      "d | failed | temporal | 1970-01-01 00:00:00 | test.answer | perdure resume d",
      "e | completed | journal | 1970-01-01 00:00:00 | test.answer",
      "f | failed | direct | 1970-01-01 00:00:00 | test.answer",
    ]);
    expect(ports.asked.facades[0]?.functions).toBe(false);
  });

  it("is JSON where a program asks, and a hint where there is none", async () => {
    const { command, io } = setUp([{ run_id: "a" }]);
    expect(await command("runs", "--json")).toBe(0);
    expect(JSON.parse(io.written.stdout)).toMatchObject([{ schema: 1, run_id: "a" }]);
    const empty = setUp([]);
    expect(await empty.command("runs")).toBe(0);
    expect(empty.io.written).toEqual({ stdout: "", stderr: "No runs yet: perdure run <method>\n" });
  });
});
