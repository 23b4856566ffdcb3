import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStandardCrate } from "@perdure/crate/standard";
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
`;

function setUp(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(files);
  const io = createFakeIo({ folder });
  return { folder, io, command: (...args: readonly string[]) => runCommand(args, createFakePorts(), io) };
}

describe("crate", () => {
  it("prints the crate of a method, which its fingerprint vouches for", async () => {
    const { command, io } = setUp({ "m.mthds": VALID });
    expect(await command("crate", "m.mthds")).toBe(0);
    const crate = readStandardCrate(JSON.parse(io.written.stdout));
    expect(Object.keys(crate.pipes)).toEqual(["test.answer"]);
    expect(io.written.stderr).toBe("");
  });

  it("prints the fingerprint alone, which a comment does not change", async () => {
    const { command, io } = setUp({ "m.mthds": VALID, "n.mthds": `# A comment\n${VALID}` });
    expect(await command("crate", "m.mthds", "--fingerprint")).toBe(0);
    expect(await command("crate", "n.mthds", "--fingerprint")).toBe(0);
    const [one, other] = io.written.stdout.trim().split("\n");
    expect(one).toMatch(/^[0-9a-f]{64}$/u);
    expect(other).toBe(one);
  });

  it("writes a file and says later whether it is still the method's", async () => {
    const { command, io, folder } = setUp({ "m.mthds": VALID });
    expect(await command("crate", "m.mthds", "-o", "m.json")).toBe(0);
    expect(await command("crate", "m.mthds", "--check", "m.json")).toBe(0);
    writeFileSync(join(folder, "m.mthds"), VALID.replace("Answers", "Answers well"));
    expect(await command("crate", "m.mthds", "--check", "m.json")).toBe(1);
    expect(io.written.stdout).toMatch(/^m\.json: the crate of this method\nm\.json: the crate of another/u);
  });

  it("gives no verdict on a file that was changed by hand, is no crate, or is not there", async () => {
    const { command, io, folder } = setUp({ "m.mthds": VALID, "no.json": "{}", "bad.json": "{" });
    await command("crate", "m.mthds", "-o", "m.json");
    const text = readFileSync(join(folder, "m.json"), "utf8");
    writeFileSync(join(folder, "m.json"), text.replace("Answers", "Deletes"));
    for (const file of ["m.json", "no.json", "bad.json"]) {
      expect(await command("crate", "m.mthds", "--check", file, "--json")).toBe(2);
    }
    expect(await command("crate", "m.mthds", "--check", "gone.json", "--json")).toBe(2);
    const codes = io.written.stderr.match(/"code":"perdure\.[a-z_]+"/gu);
    expect(codes).toEqual([
      ...Array.from({ length: 3 }, () => '"code":"perdure.content_damaged"'),
      '"code":"perdure.file_unreadable"',
    ]);
  });

  it("refuses a method with errors, and one that calls a package which is not there", async () => {
    const calling = `domain = "test"\n[pipe.a]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "github.com/example/tools->words.count" }]\n`;
    const { command, io } = setUp({ "m.mthds": VALID.replace("Text", "Txt"), "n.mthds": calling });
    expect(await command("crate", "m.mthds")).toBe(1);
    expect(await command("crate", "n.mthds")).toBe(1);
    expect(io.written.stderr).toContain("perdure package install");
    expect(io.written.stdout).toBe("");
  });
});
