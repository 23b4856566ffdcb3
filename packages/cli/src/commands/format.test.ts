import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";
import { createFakeIo } from "../testing/fake-io.ts";
import { createFakePorts } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const LOOSE = `domain="a" # mine\n[pipe.p]\ntype = "PipeLLM"\n`;
const NEAT = `domain = "a" # mine\n\n[pipe.p]\ntype = "PipeLLM"\n`;

function setUp(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(files);
  const io = createFakeIo({ folder });
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  return { folder, io, read, command: (...args: readonly string[]) => runCommand(args, createFakePorts(), io) };
}

describe("format", () => {
  it("lays files out in their places, names those that changed, and leaves nothing else behind", async () => {
    const { command, io, read, folder } = setUp({ "a.mthds": LOOSE, "b.mthds": NEAT });
    chmodSync(join(folder, "a.mthds"), 0o640);
    expect(await command("format", "a.mthds", "b.mthds")).toBe(0);
    expect(io.written).toEqual({ stdout: "a.mthds: formatted\n", stderr: "" });
    expect(read("a.mthds")).toBe(NEAT);
    expect(statSync(join(folder, "a.mthds")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(["a.mthds", "b.mthds"]);
  });

  it("with --check names what would change, exit 1, and writes nothing", async () => {
    const { command, io, read } = setUp({ "a.mthds": LOOSE, "b.mthds": NEAT });
    expect(await command("format", "--check", "a.mthds", "b.mthds")).toBe(1);
    expect(io.written).toEqual({ stdout: "a.mthds: would change\n", stderr: "" });
    expect(read("a.mthds")).toBe(LOOSE);
    expect(await command("format", "--check", "b.mthds")).toBe(0);
  });

  it("formats the .mthds files of a folder and of those below", async () => {
    const { command, io, folder, read } = setUp({ "m.toml": LOOSE });
    mkdirSync(join(folder, "below/.hidden"), { recursive: true });
    for (const name of ["below/a.mthds", "below/.hidden/b.mthds"]) writeFileSync(join(folder, name), LOOSE);
    expect(await command("format", ".")).toBe(0);
    expect(io.written.stdout).toBe(`${join("below", "a.mthds")}: formatted\n`);
    expect([read("m.toml"), read("below/.hidden/b.mthds")]).toEqual([LOOSE, LOOSE]);
  });

  it("leaves what is not TOML alone, says where it breaks, exit 2, and formats the others", async () => {
    const { command, io, read } = setUp({ "a.mthds": "domain = \n", "b.mthds": LOOSE });
    expect(await command("format", "a.mthds", "b.mthds")).toBe(2);
    expect(io.written.stderr).toContain("a.mthds:1:8 error toml.syntax");
    expect([read("a.mthds"), read("b.mthds")]).toEqual(["domain = \n", NEAT]);
  });

  it("refuses a file that is not there or is not UTF-8, exit 2", async () => {
    const { command, io, folder } = setUp({ "b.mthds": NEAT });
    const bytes = Buffer.concat([Buffer.from(LOOSE), Buffer.from([0x23, 0xff, 0x0a])]);
    writeFileSync(join(folder, "a.mthds"), bytes);
    expect(await command("format", "a.mthds", "none.mthds")).toBe(2);
    expect(io.written.stderr.match(/perdure\.file_unreadable/gu)).toHaveLength(2);
    expect(readFileSync(join(folder, "a.mthds")).equals(bytes)).toBe(true);
  });

  it("writes through a link, which stays one", async () => {
    const { command, folder, read } = setUp({ "a.mthds": LOOSE });
    symlinkSync(join(folder, "a.mthds"), join(folder, "link.mthds"));
    expect(await command("format", "link.mthds")).toBe(0);
    expect(lstatSync(join(folder, "link.mthds")).isSymbolicLink()).toBe(true);
    expect(read("a.mthds")).toBe(NEAT);
  });
});
