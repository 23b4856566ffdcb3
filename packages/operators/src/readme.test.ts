import { canonicalJson, fingerprintCrate, sha256Hex, type FuncPipe } from "@perdure/crate";
import { DEFAULT_LIMITS, type ContentStore, type LeafCall } from "@perdure/engine";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as exported from "./index.ts";

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

it("has a README whose first example prints what it says", async () => {
  const { printed, promised } = await runReadmeExample(new URL("../README.md", import.meta.url), {
    modules: { "@perdure/operators": exported },
    values: { ...prepared(), signal: new AbortController().signal },
  });
  expect(printed).toBe(promised);
  expect(promised.split("\n")).toHaveLength(2);
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
