import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";
import { createFakeIo } from "../testing/fake-io.ts";
import { createFakePorts, type FakePortsOptions } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const VALID = `# Answers
domain = "test"
main_pipe = "answer"

[pipe.answer] # the start
type = "PipeLLM"
description = "Answers"
inputs = { question = "Text" }
output = "Text"
prompt = "$question"
`;
const OLD = VALID.replace("description", "definition");
const MISTYPED = VALID.replace("prompt =", "promt =");

function setUp(files: Readonly<Record<string, string>>, options: FakePortsOptions = {}) {
  const folder = temporaryFolder(files);
  const io = createFakeIo({ folder });
  const ports = createFakePorts(options);
  return { folder, io, command: (...args: readonly string[]) => runCommand(args, ports, io) };
}

describe("fix", () => {
  it("makes the certain fixes in their places, says which, exit 0", async () => {
    const { command, io, folder } = setUp({ "m.mthds": OLD });
    expect(await command("fix", "m.mthds")).toBe(0);
    expect(readFileSync(join(folder, "m.mthds"), "utf8")).toBe(VALID);
    expect(readdirSync(folder)).toEqual(["m.mthds"]);
    expect(io.written.stdout).toBe(
      "m.mthds: fixed: Rename 'definition' to 'description' [rename-old-key]\nm.mthds: valid, 0 warnings, 0 notes\n",
    );
  });

  it("leaves the likely ones to --unsafe, exit 1", async () => {
    const { command, io, folder } = setUp({ "m.mthds": MISTYPED });
    expect(await command("fix", "m.mthds")).toBe(1);
    expect(readFileSync(join(folder, "m.mthds"), "utf8")).toBe(MISTYPED);
    expect(io.written.stderr).toBe("1 likely fix is left: perdure fix --unsafe\n");
    expect(await command("fix", "m.mthds", "--unsafe")).toBe(0);
    expect(readFileSync(join(folder, "m.mthds"), "utf8")).toBe(VALID);
  });

  it("changes nothing with --check, exit 1 where it would", async () => {
    const { command, io, folder } = setUp({ "m.mthds": OLD, "n.mthds": VALID });
    expect(await command("fix", "m.mthds", "--check")).toBe(1);
    expect(readFileSync(join(folder, "m.mthds"), "utf8")).toBe(OLD);
    expect(io.written.stdout).toContain("m.mthds: would fix: Rename 'definition' to 'description'");
    expect(await command("fix", "n.mthds", "--check")).toBe(0);
  });

  it("prints what was fixed, and the verdict, as JSON", async () => {
    const { command, io } = setUp({ "m.mthds": OLD });
    expect(await command("fix", "m.mthds", "--json")).toBe(0);
    expect(JSON.parse(io.written.stdout)).toMatchObject({
      method: "m.mthds",
      fixes: [{ fix_code: "rename-old-key", safety: "safe" }],
      is_valid: true,
      validation_errors: [],
    });
    const two = setUp({ "all/a/m.mthds": OLD, "all/b/n.mthds": MISTYPED });
    expect(await two.command("fix", "all/a/m.mthds", "all/b/n.mthds", "--json")).toBe(1);
    expect(JSON.parse(two.io.written.stdout)).toMatchObject({ verdicts: [{ is_valid: true }, { is_valid: false }] });
  });

  it("keeps a file's permissions, and a link a link", async () => {
    const { command, folder } = setUp({ "m.mthds": OLD });
    chmodSync(join(folder, "m.mthds"), 0o600);
    symlinkSync(join(folder, "m.mthds"), join(folder, "l.mthds"));
    expect(await command("fix", "l.mthds")).toBe(0);
    expect(statSync(join(folder, "m.mthds")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "l.mthds"), "utf8")).toBe(VALID);
    expect(readFileSync(join(folder, "m.mthds"), "utf8")).toBe(VALID);
  });

  it("leaves a file that is no UTF-8 as it is, exit 2", async () => {
    const { command, io, folder } = setUp({ "m.mthds": "" });
    const bytes = Buffer.concat([Buffer.from("# "), Buffer.from([0xff, 0x0a]), Buffer.from(OLD)]);
    writeFileSync(join(folder, "m.mthds"), bytes);
    expect(await command("fix", "m.mthds", "--json")).toBe(2);
    expect(JSON.parse(io.written.stderr)).toMatchObject({ error: { code: "perdure.file_unreadable" } });
    expect(readFileSync(join(folder, "m.mthds")).equals(bytes)).toBe(true);
  });

  it("reaches no verdict where there is no method, exit 2", async () => {
    const { command, io } = setUp({});
    expect(await command("fix", "gone.mthds")).toBe(2);
    expect(io.written.stderr).toContain("[method.not_found]");
  });
});
