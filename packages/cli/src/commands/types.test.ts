import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";
import { createFakeIo } from "../testing/fake-io.ts";
import { createFakePorts } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const VALID = `domain = "test"
main_pipe = "answer"

[pipe.answer]
type = "PipeLLM"
description = "Answers"
inputs = { question = "Text" }
output = "Text"
prompt = "$question"

[pipe.other]
type = "PipeFunc"
description = "Does more"
output = "Number[]"
function_name = "other"
`;

function setUp(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(files);
  const io = createFakeIo({ folder });
  return { folder, io, command: (...args: readonly string[]) => runCommand(args, createFakePorts(), io) };
}

describe("types", () => {
  it("prints the types and schemas of every pipe", async () => {
    const { command, io } = setUp({ "m.mthds": VALID });
    expect(await command("types", "m.mthds")).toBe(0);
    expect(io.written.stdout).toContain("export interface AnswerInputs {\n  readonly question: NativeText;\n}\n");
    expect(io.written.stdout).toContain("export type OtherOutput = readonly NativeNumber[];\n");
    expect(io.written.stdout).toMatch(/^export const answerInputsSchema: z\.ZodType<AnswerInputs> = /mu);
    expect(io.written.stderr).toBe("");
  });

  it("prints those of one pipe", async () => {
    const { command, io } = setUp({ "m.mthds": VALID });
    expect(await command("types", "m.mthds", "--pipe", "other")).toBe(0);
    expect(io.written.stdout).toContain("OtherOutput");
    expect(io.written.stdout).not.toContain("AnswerInputs");
  });

  it("writes a file, and replaces what it wrote before and nothing else", async () => {
    const { command, io, folder } = setUp({ "m.mthds": VALID, "mine.ts": "// mine\n" });
    expect(await command("types", "m.mthds", "-o", "types.ts")).toBe(0);
    expect(await command("types", "m.mthds", "-o", "types.ts")).toBe(0);
    expect(io.written).toMatchObject({ stdout: "", stderr: "Wrote types.ts.\nWrote types.ts.\n" });
    const text = readFileSync(join(folder, "types.ts"), "utf8");
    expect(await command("types", "m.mthds", "-o", "mine.ts")).toBe(2);
    expect(readFileSync(join(folder, "mine.ts"), "utf8")).toBe("// mine\n");
    expect(await command("types", "m.mthds", "-o", "mine.ts", "--force")).toBe(0);
    expect(readFileSync(join(folder, "mine.ts"), "utf8")).toBe(text);
  });

  it("writes nothing for a method with errors", async () => {
    const { command, io } = setUp({ "m.mthds": VALID.replace("Text", "Nowhere") });
    expect(await command("types", "m.mthds", "--json")).toBe(1);
    expect(io.written.stdout).toBe("");
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "method.invalid" } });
  });
});
