import { describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";
import { createFakeIo } from "./testing/fake-io.ts";
import { createFakePorts } from "./testing/fake-ports.ts";

async function command(...args: readonly string[]) {
  const io = createFakeIo({ folder: "/nowhere", columns: 100 });
  const ports = createFakePorts();
  const code = await runCommand(args, ports, io);
  return { code, ...io.written, ports };
}
const COMMANDS = [
  "run",
  "validate",
  "inputs",
  "models",
  "runs",
  "watch",
  "resume",
  "cancel",
  "worker",
  "temporal",
  "emulator",
];

describe("help", () => {
  it("teaches the first steps, names every command and asks for nothing", async () => {
    const { code, stdout, stderr, ports } = await command("--help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect(stdout).toContain("perdure run invoice.mthds --emulated");
    expect(ports.asked.facades).toEqual([]);
  });

  it.each(COMMANDS)("of %s has examples", async (name) => {
    const { code, stdout } = await command(name, "--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n(?: .*\\n)*  perdure ${name}\\b`));
  });

  it("is what a bare command line gets, without a verdict", async () => {
    const { code, stdout, stderr } = await command();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Start here:");
  });

  it("has the version beside it", async () => {
    expect(await command("--version")).toMatchObject({ code: 0, stdout: "1.2.3\n", stderr: "" });
  });
});

describe("a command line that is not understood", () => {
  it.each([
    [["ran"], /Unknown command 'ran'\. Did you mean run\?/],
    [["run"], /Missing required argument 'method'/],
    [["run", "a.mthds", "b.mthds"], /Too many arguments/],
    [["run", "a.mthds", "--emulate"], /Unknown option '--emulate'\. Did you mean --emulated\?/],
    [["run", "a.mthds", "--max-concurrency", "0"], /whole number of at least 1/],
    [["run", "a.mthds", "--max-concurrency", "1e3"], /whole number of at least 1/],
    [["run", "a.mthds", "--transport-max-retries", "-1"], /whole number of at least 0/],
    [["run", "a.mthds", "--run-id", "../x"], /letters, digits/],
    [["resume", "../../etc"], /letters, digits/],
    [["watch", "a".repeat(64)], /at most 63/],
    [["cancel", "-rf"], /Unknown option|letters, digits/],
    [["temporal", "begin"], /Unknown command 'begin'/],
    [["run", "a.mthds", "--trust", "backend"], /No project needs to be trusted/],
  ])("%j is one coded failure that says what to do, exit 2", async (args, message) => {
    const { code, stdout, stderr } = await command(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^The request is not valid \[request\.invalid\]\n/);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/ {2}to do +perdure --help/);

    const asJson = await command(...args, "--json");
    expect({ code: asJson.code, stdout: asJson.stdout }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: "request.invalid" } });
  });
});

describe("--json", () => {
  it.each([
    ["run", "missing.mthds"],
    ["validate", "missing.mthds"],
    ["inputs", "missing.mthds", "-o", "missing/x.json"],
    ["watch", "run-9"],
    ["resume", "run-9"],
    ["cancel", "run-9"],
    ["worker"],
  ])("is understood by %s, whose failure is then one document", async (...args) => {
    const { code, stderr } = await command(...args, "--json");
    expect([1, 2]).toContain(code);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stderr)).toEqual({ error: expect.objectContaining({ schema: 1 }) as unknown, transport: {} });
  });
});
