import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "./main.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const reference = new URL("../reference/reference-backend.ts", import.meta.url).href;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "perdure-conformance-command-"));
  writeFileSync(
    at("good.mjs"),
    `import { referenceBackend } from "${reference}";\nexport default referenceBackend();\n`,
  );
  writeFileSync(
    at("bad.mjs"),
    `import { referenceBackend } from "${reference}";
const good = referenceBackend();
export default { ...good, name: "bad", open: async (...args) => ({ ...(await good.open(...args)), contract: 2 }) };
`,
  );
  writeFileSync(at("none.mjs"), "export default 3;\n");
  writeFileSync(at("waivers.json"), '[{ "case": "lifecycle.states_its_contract_and_mode", "reason": "next year" }]');
  writeFileSync(at("wrong.json"), '[{ "case": "lifecycle.a_run_is_listed", "because": "?" }]');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("the command", () => {
  it("ends 0 where all is held, and says how much that was", async () => {
    expect(await run(at("good.mjs"), "--only", "lifecycle")).toEqual({
      code: 0,
      out: "reference: 11 passed, 0 failed, 0 not claimed",
      err: "",
    });
  });

  it("ends 1 where something is not, and says what and why it matters", async () => {
    const { code, out } = await run(at("bad.mjs"), "--only", "lifecycle");
    expect(code).toBe(1);
    expect(out).toContain("failed lifecycle.states_its_contract_and_mode\n  Whoever opens a backend sees");
    expect(out).toContain("bad: 10 passed, 1 failed");
  });

  it("takes waivers, and does not accept one that nothing needs", async () => {
    const waived = await run(at("bad.mjs"), "--only", "lifecycle", "--waivers", at("waivers.json"));
    expect(waived).toMatchObject({ code: 0, out: expect.stringContaining("1 waived") });
    expect(await run(at("good.mjs"), "--only", "lifecycle", "--waivers", at("waivers.json"))).toMatchObject({
      code: 1,
    });
  });

  it("writes reports as JSON, and a table of several backends", async () => {
    const { out } = await run(at("good.mjs"), "--only", "lifecycle", "--json");
    expect(JSON.parse(out)).toMatchObject([{ schema: 1, backend: "reference", ok: true }]);
    const table = await run(
      at("good.mjs"),
      at("bad.mjs"),
      "--only",
      "lifecycle.states_its_contract_and_mode",
      "--matrix",
    );
    expect(table.out).toContain("| `lifecycle.states_its_contract_and_mode` | ✓ | ✗ |");
  });

  it("lists the cases with what they are for", async () => {
    const { code, out } = await run("--list", "--only", "deadlines");
    expect(code).toBe(0);
    expect(out.split("\n")).toHaveLength(3);
  });

  it.each([
    ["no module", [], /module/u],
    ["a module that is not there", ["./nowhere.mjs"], /nowhere/u],
    ["a module that exports no backend", ["none.mjs"], /BackendFactory/u],
    ["a case that is not there", ["good.mjs", "--only", "lifecycles"], /lifecycles/u],
    ["an option that is not there", ["good.mjs", "--onyl", "x"], /onyl/u],
    ["no time", ["good.mjs", "--timeout", "soon"], /soon/u],
    ["waivers of another shape", ["good.mjs", "--waivers", "wrong.json"], /wrong\.json/u],
  ])("ends 2 for %s", async (_, args, said) => {
    const { code, err } = await run(
      ...args.map((one) => (/\.(?:mjs|json)$/u.test(one) && !one.startsWith(".") ? at(one) : one)),
    );
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});
