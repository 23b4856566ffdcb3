import { readFileSync } from "node:fs";
import { canonicalJson, fingerprintCrate, sha256Hex, type FuncPipe } from "@perdure/crate";
import { DEFAULT_LIMITS, type ContentStore, type LeafCall } from "@perdure/engine";
import { expect, it } from "vitest";
import { createLeafExecutor, describeModels, environmentConnections } from "./index.ts";

const shout: FuncPipe = {
  type: "PipeFunc",
  code: "shout",
  domain: "shop",
  description: "",
  inputs: {},
  output: { concept: "native.Text", multiplicity: "single", optional: false },
  place: { file: "m.mthds", line: 1, column: 1 },
  function_name: "shout",
};

it("the README's first example prints what its comments say", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/u.exec(readme) ?? [];
  const [imported = "", ...lines] = example.split("\n");
  expect(imported).toMatch(/ from "@perdure\/operators";$/u);
  const printed: string[] = [];
  // The example is JavaScript but for its import; what it takes from its surroundings are parameters.
  const given = {
    createLeafExecutor,
    describeModels,
    environmentConnections,
    ...prepared(),
    signal: new AbortController().signal,
    console: { log: (...words: readonly unknown[]) => printed.push(words.map(String).join(" ")) },
  };
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(given), lines.join("\n"))(...Object.values(given));
  expect(printed).toEqual([...example.matchAll(/console\.log.*\/\/ (.*)$/gmu)].map(([, comment]) => comment));
  expect(printed).toHaveLength(2);
});

function prepared(): { readonly contents: ContentStore; readonly call: LeafCall } {
  const crate = fingerprintCrate({ concepts: {}, pipes: { "shop.shout": shout } });
  const bytes = Buffer.from(JSON.stringify(crate));
  const contents: ContentStore = {
    put: () => Promise.reject(new Error("Nothing here is long")),
    get: () => Promise.resolve(bytes),
    has: () => Promise.resolve(true),
  };
  const text = { text: "late fees" };
  const digest = sha256Hex(canonicalJson(text));
  const value = { concept: "native.Text", size: 20, media_type: "application/json" as const, digest, inline: text };
  const call: LeafCall = {
    schema: 1,
    kind: "func",
    run_id: "run-1",
    node_id: "shout",
    crate: { fingerprint: crate.fingerprint, content: `perdure://sha256/${digest}` },
    pipe: "shop.shout",
    inputs: { draft: { code: "input/draft", name: "draft", concept: "native.Text", value } },
    output: { concept: "native.Text", multiplicity: "single" },
    parameters: {},
    effect: "effectful",
    timeout_ms: 60_000,
    inline_max_bytes: DEFAULT_LIMITS.inline_max_bytes,
    transport: DEFAULT_LIMITS.transport,
    run_mode: "live",
  };
  return { contents, call };
}
