import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFailure } from "@perdure/failures";
import { parseMethod } from "@perdure/parser";
import { describe, expect, it } from "vitest";
import type { ModelLine } from "../ports.ts";
import { runCommand } from "../run-command.ts";
import { createFakeIo } from "../testing/fake-io.ts";
import { createFakePorts, type FakePortsOptions } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const VALID = `
domain = "test"
main_pipe = "answer"
[pipe.answer]
type = "PipeLLM"
description = "Answers"
inputs = { question = "Text" }
output = "Text"
prompt = "$question"
`;
const INVALID = VALID.replace('output = "Text"', 'output = "Nowhere"');

function setUp(files: Readonly<Record<string, string>>, options: FakePortsOptions = {}) {
  const folder = temporaryFolder(files);
  const io = createFakeIo({ folder });
  const ports = createFakePorts(options);
  return { folder, io, ports, command: (...args: readonly string[]) => runCommand(args, ports, io) };
}

describe("validate", () => {
  it("says that a method is valid, exit 0, and runs no code of the project", async () => {
    const { command, io, ports } = setUp({ "m.mthds": VALID, "perdure.toml": 'functions = ["./evil.js"]\n' });
    expect(await command("validate", "m.mthds")).toBe(0);
    expect(io.written).toEqual({ stdout: "m.mthds: valid, 0 warnings, 0 notes\n", stderr: "" });
    expect(ports.asked.facades).toEqual([]);
  });

  it("points at each error in its file, exit 1", async () => {
    const { command, io } = setUp({ "m.mthds": INVALID });
    expect(await command("validate", "m.mthds")).toBe(1);
    expect(io.written.stdout).toMatch(/m\.mthds:8:\d+ error [a-z_.]+ /);
    expect(io.written.stdout).toContain("m.mthds: 1 error, 0 warnings, 0 notes\n");
  });

  it("prints the protocol's verdict with --json, and one failure on stderr where there are errors", async () => {
    const valid = setUp({ "m.mthds": VALID });
    expect(await valid.command("validate", "m.mthds", "--json")).toBe(0);
    expect(JSON.parse(valid.io.written.stdout)).toEqual({
      method: "m.mthds",
      is_valid: true,
      is_runnable: true,
      pending_signatures: [],
      validation_errors: [],
      warnings: [],
      notes: [],
      pipe_io_contracts: {
        "test.answer": {
          inputs: { question: expect.objectContaining({ concept_ref: "native.Text", presence: "plain" }) as unknown },
          output: { concept_ref: "native.Text", multiplicity: "single", item_count: null, optional: false },
        },
      },
    });
    expect(valid.io.written.stderr).toBe("");
    const { command, io, folder } = setUp({ "m.mthds": INVALID });
    expect(await command("validate", "m.mthds", "--json")).toBe(1);
    expect(JSON.parse(io.written.stdout)).toMatchObject({
      method: "m.mthds",
      is_valid: false,
      is_runnable: false,
      pending_signatures: [],
      validation_errors: [
        {
          category: "pipe_validation",
          code: "concept.unresolved",
          source: join(folder, "m.mthds"),
          line: 8,
          column: 10,
        },
      ],
    });
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "method.invalid" } });
  });

  it("prints a verdict for each of several methods, and what holds for all", async () => {
    const { command, io } = setUp({ "all/a/m.mthds": VALID, "all/b/n.mthds": INVALID });
    const files = ["all/a/m.mthds", "all/b/n.mthds"];
    expect(await command("validate", ...files, "--json")).toBe(1);
    const printed = JSON.parse(io.written.stdout) as { verdicts: readonly { method: string; is_valid: boolean }[] };
    expect(printed).toMatchObject({ is_valid: false, is_runnable: false });
    expect(printed.verdicts.map(({ method, is_valid }) => [method, is_valid])).toEqual([
      [files[0], true],
      [files[1], false],
    ]);
  });

  it("reaches no verdict on a method that lacks the asked pipe: exit 2", async () => {
    const check: NonNullable<FakePortsOptions["facade"]>["check"] = (path, { pipe = "" } = {}) => {
      const files = [{ path, text: VALID }];
      const failure = createFailure("request.pipe_not_found", { message: "There is no such pipe." });
      return Promise.resolve({ files, options: {}, parsed: parseMethod(files, { entry: pipe }), failure });
    };
    const { command, io } = setUp({ "m.mthds": VALID }, { facade: { check } });
    expect(await command("validate", "m.mthds", "--pipe", "anwser", "--json")).toBe(2);
    expect(io.written.stdout).toBe("");
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "request.pipe_not_found" } });
  });

  it("reaches no verdict where a file is missing, whatever the others are: exit 2", async () => {
    const { command, io } = setUp({ "m.mthds": VALID, "n.mthds": INVALID });
    expect(await command("validate", "m.mthds", "missing.mthds", "n.mthds")).toBe(2);
    expect(io.written.stderr).toContain("[method.not_found]");
    expect(io.written.stdout).toContain("m.mthds: valid");
    const json = setUp({ "n.mthds": INVALID });
    expect(await json.command("validate", "missing.mthds", "n.mthds", "gone.mthds", "--json")).toBe(2);
    expect(JSON.parse(json.io.written.stderr)).toMatchObject({
      error: {
        code: "method.not_found",
        message: "3 methods have errors or cannot be read.",
        validation_errors: [
          { code: "method.not_found", location: { file: join(json.folder, "missing.mthds") } },
          { code: "method.invalid" },
          { code: "method.not_found" },
        ],
      },
    });
    const printed = JSON.parse(json.io.written.stdout) as object;
    expect(printed).toMatchObject({ verdicts: [{ method: "n.mthds", is_valid: false }] });
    expect(printed).not.toHaveProperty("is_valid");
  });

  it("takes each folder that holds methods for one, and never an empty one for a valid one", async () => {
    const checked: string[] = [];
    const check: NonNullable<FakePortsOptions["facade"]>["check"] = (method) => {
      checked.push(method);
      throw new Error("enough");
    };
    const files = {
      "all/a/m.mthds": VALID,
      "all/b/c/n.mthds": VALID,
      "packed/METHODS.toml": "",
      "packed/b/m.mthds": VALID,
      "all/.git/x.mthds": VALID,
      "all/node_modules/p/y.mthds": VALID,
    };
    for (const [path, expected] of [
      ["packed", ["packed"]],
      ["packed/b", ["packed/b"]],
      ["all", ["all/a"]],
      ["all/b", ["all/b/c"]],
      ["all/.git/..", ["all/a"]],
    ] as const) {
      const { command, folder } = setUp(files, { facade: { check } });
      await command("validate", path);
      expect(checked.splice(0)).toEqual(expected.map((name) => join(folder, name)));
    }
    const { command, folder } = setUp({}, { facade: { check } });
    mkdirSync(join(folder, "empty"));
    await command("validate", "empty");
    expect(checked).toEqual([join(folder, "empty")]);
  });
});

describe("inputs", () => {
  const TEMPLATE = '{\n  "question": "<question>"\n}\n';

  it("writes the template beside the method, whole", async () => {
    const { command, io, folder } = setUp({ "sub/m.mthds": VALID });
    expect(await command("inputs", "sub/m.mthds")).toBe(0);
    expect(readFileSync(join(folder, "sub/inputs.json"), "utf8")).toBe(TEMPLATE);
    expect(readdirSync(join(folder, "sub")).sort()).toEqual(["inputs.json", "m.mthds"]);
    expect(io.written.stderr).toBe("Wrote sub/inputs.json: fill it in, then perdure run.\n");
  });

  it.each([
    [["sub"], "sub/inputs.json"],
    [["sub", "-o", "other.json"], "other.json"],
  ])("%j writes %s", async (args, file) => {
    const { command, folder } = setUp({ "sub/m.mthds": VALID });
    expect(await command("inputs", ...args)).toBe(0);
    expect(readFileSync(join(folder, file), "utf8")).toBe(TEMPLATE);
  });

  it("prints it with -o -", async () => {
    const { command, io } = setUp({ "m.mthds": VALID });
    expect(await command("inputs", "m.mthds", "-o", "-")).toBe(0);
    expect(io.written).toEqual({ stdout: TEMPLATE, stderr: "" });
  });

  it("replaces a file only when told to", async () => {
    const { command, io, folder } = setUp({ "m.mthds": VALID, "inputs.json": "mine" });
    expect(await command("inputs", "m.mthds")).toBe(2);
    expect(io.written.stderr).toContain(`where     ${join(folder, "inputs.json")}`);
    expect(readFileSync(join(folder, "inputs.json"), "utf8")).toBe("mine");
    expect(await command("inputs", "m.mthds", "--force")).toBe(0);
    expect(readFileSync(join(folder, "inputs.json"), "utf8")).toBe(TEMPLATE);
  });

  it("leaves nothing where it cannot write", async () => {
    const { command, io, folder } = setUp({ "m.mthds": VALID });
    writeFileSync(join(folder, "file"), "");
    expect(await command("inputs", "m.mthds", "-o", "file/inputs.json", "--json")).toBe(1);
    expect(JSON.parse(io.written.stderr)).toMatchObject({
      error: { code: "perdure.folder_not_writable", location: { file: join(folder, "file/inputs.json") } },
    });
    expect(readdirSync(folder).sort()).toEqual(["file", "m.mthds"]);
  });
});

describe("models", () => {
  const LINES: readonly ModelLine[] = [
    { reference: "$writing", family: "llm", provider: "openai", model: "gpt-x", why: "its key is set" },
    { reference: "@best", family: "llm", why: "no key is set", problem: { variables: ["A_KEY", "B_KEY"] } },
    { reference: "@other", family: "llm", why: "no key is set", problem: { variables: ["B_KEY"] } },
  ];
  const facade = { models: () => Promise.resolve(LINES) };

  it("shows what each reference means, and the keys that would resolve more", async () => {
    const { command, io } = setUp({}, { facade });
    expect(await command("models")).toBe(0);
    expect(io.written.stdout.split("\n").slice(1, 3)).toEqual([
      "$writing   llm   openai gpt-x  its key is set",
      "@best      llm   -             no key is set",
    ]);
    expect(io.written.stderr).toBe("Keys that would resolve more: A_KEY, B_KEY\n");
  });

  it("is JSON where a program asks", async () => {
    const { command, io } = setUp({}, { facade });
    expect(await command("models", "--json")).toBe(0);
    expect([JSON.parse(io.written.stdout), io.written.stderr]).toEqual([LINES, ""]);
  });

  it("asks for a method's own references, with the configuration beside it", async () => {
    const asked: (string | undefined)[] = [];
    const models = (method?: string) => Promise.resolve<ModelLine[]>([]).finally(() => void asked.push(method));
    const { command, ports, folder } = setUp(
      { "sub/m.mthds": VALID, "sub/perdure.toml": "max_concurrency = 2\n" },
      { facade: { models } },
    );
    expect(await command("models", "sub/m.mthds", "--emulated")).toBe(0);
    expect(asked).toEqual([join(folder, "sub/m.mthds")]);
    expect(ports.asked.facades[0]).toMatchObject({
      emulated: true,
      functions: false,
      configuration: { max_concurrency: 2 },
    });
  });
});
