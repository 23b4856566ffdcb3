import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";
import { createFakeIo, type FakeIoOptions } from "../testing/fake-io.ts";
import { createFakePorts } from "../testing/fake-ports.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const ERROR = JSON.stringify({ statusCode: 429, responseBody: '{"error":{"code":"insufficient_quota"}}' });

async function explaining(args: readonly string[], options: Partial<FakeIoOptions> = {}) {
  const folder = temporaryFolder({ "error.json": ERROR, "body.json": '{"message":"no"}', "torn.json": '{"a":' });
  const io = createFakeIo({ folder, ...options });
  const exit = await runCommand(["explain", ...args], createFakePorts(), io);
  return { exit, ...io.written };
}

describe("explain", () => {
  it("says what a code means and which rules give it", async () => {
    const { exit, stdout, stderr } = await explaining(["provider.rate_limited"], { terminal: "both" });
    expect([exit, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("[provider.rate_limited]");
    expect(stdout).toContain("status.429");
  });

  it("says why an error in a file has its verdict, and what would have changed it", async () => {
    const { exit, stdout } = await explaining(["error.json"], { terminal: "both" });
    expect(exit).toBe(0);
    expect(stdout).toContain("[provider.quota_exhausted]");
    expect(stdout).toMatch(/without the word insufficient_quota\s+transient provider\.rate_limited/u);
  });

  it("reads standard input, and prints JSON where nobody watches", async () => {
    const { stdout } = await explaining(["-"], { input: ERROR });
    expect(JSON.parse(stdout)).toMatchObject({ decided_by: "rule", rule: { id: "quota.code" } });
  });

  it("takes the status of a body, the effect and the provider from options", async () => {
    const args = ["body.json", "--status", "504", "--effect", "effectful", "--provider", "acme"];
    const { stdout } = await explaining(args);
    expect(JSON.parse(stdout)).toMatchObject({
      report: { code: "provider.outcome_unknown", provider: "acme" },
      evidence: { status: 504, effect: "effectful" },
    });
  });

  it("names the code that was meant", async () => {
    const { exit, stderr } = await explaining(["provider.rate_limitd", "--json"]);
    expect(exit).toBe(2);
    expect(JSON.parse(stderr).error).toMatchObject({ code: "request.invalid" });
    expect(JSON.parse(stderr).error.message).toContain("provider.rate_limited");
  });

  it.each([
    ["a file that is not there", ["absent.json"], "input.file_unreadable"],
    ["a file that is no JSON", ["torn.json"], "request.invalid"],
    ["a status that is none", ["body.json", "--status", "9"], "request.invalid"],
    ["an effect that is none", ["body.json", "--effect", "loud"], "request.invalid"],
    ["nothing", [], "request.invalid"],
  ])("refuses %s with one failure, and prints nothing on stdout", async (_what, args, code) => {
    const { exit, stdout, stderr } = await explaining([...args, "--json"]);
    expect([exit === 0, stdout]).toEqual([false, ""]);
    expect(JSON.parse(stderr).error.code).toBe(code);
  });

  it("names the file that it could not read", async () => {
    const { stderr } = await explaining(["torn.json", "--json"]);
    expect(JSON.parse(stderr).error.location).toEqual({ file: "torn.json" });
  });
});
