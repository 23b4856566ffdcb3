import { createHash } from "node:crypto";
import { fingerprintCrate, type Pipe } from "@perdure/crate";
import type { NodeRecord } from "@perdure/engine";
import { testPipes } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderNodes } from "./order-nodes.ts";
import { renderGraph } from "./render-graph.ts";

const { llm, sequence } = testPipes;
const PIPES: readonly Pipe[] = [
  sequence(
    "main",
    ["cv"],
    [
      { pipe: "test.zeta", result: "first" },
      { pipe: "test.each", result: "all", batch: { over: "first", as: "one" } },
      { pipe: "test.zeta", result: "again" },
      { pipe: "test.alpha", result: "last" },
    ],
  ),
  llm("zeta", ["cv"]),
  llm("each", ["one"]),
  llm("alpha", ["all"]),
];
const CRATE = fingerprintCrate({
  concepts: {},
  pipes: Object.fromEntries(PIPES.map((pipe) => [`test.${pipe.code}`, pipe])),
});
const node = (node_id: string, part: Partial<NodeRecord> = {}): NodeRecord => ({
  node_id,
  ...(node_id.includes("/") ? { parent: node_id.slice(0, node_id.lastIndexOf("/")) } : {}),
  pipe: `test.${node_id.slice(node_id.lastIndexOf("/") + 1).replace(/~\d+$/, "")}`,
  type: "PipeLLM",
  status: "succeeded",
  seq: 1,
  ...part,
});
const NODES: readonly NodeRecord[] = [
  node("main", { type: "PipeSequence", reads: { cv: "input/cv" }, writes: "main/alpha" }),
  node("main/zeta", { reads: { cv: "input/cv" }, writes: "main/zeta" }),
  node("main/each_batch", {
    type: "PipeBatch",
    pipe: "test.each",
    batch: { total: 11, done: 11 },
    writes: "main/each_batch",
  }),
  ...[10, 2, 0].map((item) =>
    node(`main/each_batch[${item}]/each`, {
      parent: "main/each_batch",
      reads: { one: `main/zeta[${item}]` },
      writes: `main/each_batch[${item}]/each`,
    }),
  ),
  node("main/zeta~2", { reads: { cv: "input/cv" }, writes: "main/zeta~2" }),
  node("main/alpha", { reads: { all: "main/each_batch" }, writes: "main/alpha" }),
];
const render = (nodes: readonly NodeRecord[], part: Partial<Parameters<typeof renderGraph>[0]> = {}): string =>
  renderGraph({ run_id: "run-1", entry: "test.main", crate: CRATE, nodes, usage: {}, ...part });
const labels = (page: string): readonly string[] =>
  [...page.matchAll(/<span class="code">(.*?)<\/span> <span class="status">/g)].map(([, label]) => label ?? "");

describe("the order of the run picture", () => {
  const ORDER = ["main", "zeta", "each_batch", "[0] each", "[2] each", "[10] each", "zeta~2", "alpha"];

  it("is the method's: steps as listed, repeats after firsts, items by number", () => {
    expect(labels(render(NODES))).toEqual(ORDER);
  });

  it("does not depend on the order in which nodes ended", () => {
    const shuffled = fc.shuffledSubarray([...NODES], { minLength: NODES.length });
    fc.assert(
      fc.property(shuffled, (nodes) => render(nodes) === render(NODES)),
      { numRuns: 30 },
    );
  });

  it("shows a node whose parent is not known at the top, and every node once", () => {
    const roots = orderNodes([node("main/zeta"), node("lost/one", { parent: "lost" })], CRATE);
    expect(roots.map(({ label }) => label).sort()).toEqual(["one", "zeta"]);
    expect(labels(render(NODES))).toHaveLength(NODES.length);
  });
});

describe("the data edges of the run picture", () => {
  const page = render(NODES);
  const readsOf = (label: string): string => {
    const start = page.indexOf(`<span class="code">${label}</span>`);
    return /<div class="data">(.*?)<\/div>/.exec(page.slice(start))?.[1] ?? "";
  };

  it("lead to the box that made a value, to its item, or to the input", () => {
    const anchor = (label: string): string =>
      new RegExp(`id="(n\\d+)"><(?:summary|div class="line")><span class="code">${label}</span>`).exec(page)?.[1] ??
      "?";
    expect(readsOf("alpha")).toBe(`reads <b>all</b> ← <a href="#${anchor("each_batch")}">each_batch</a>`);
    expect(readsOf(String.raw`[10] each`)).toBe(`reads <b>one</b> ← <a href="#${anchor("zeta")}">zeta[10]</a>`);
    expect(readsOf("zeta")).toBe('reads <b>cv</b> ← <a href="#i1">input</a>');
    expect(page).toContain('<li class="input" id="i1">input <span class="code">cv</span></li>');
  });

  it("all end at something that is on the page", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) expect(ids).toContain(target);
  });
});

describe("the page of the run picture", () => {
  it("loads nothing: its policy allows its own style and nothing else, and it names no address", () => {
    const page = render(NODES);
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.indexOf("<style>"));
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|form|base)\b|https?:|\bon[a-z]+=|style=/i);
  });

  it("says when each node started, counted from the start of the run", () => {
    const started = 1_750_000_000_000;
    const page = render([
      node("main", { started_at: started, ended_at: started + 2500 }),
      node("main/zeta", { started_at: started + 1200, ended_at: started + 2500 }),
    ]);
    expect(page).toContain("2.5 s · started 2025-06-15T15:06:40.000Z");
    expect(page).toContain("2.5 s · started after 0 ms");
    expect(page).toContain("1.3 s · started after 1.2 s");
  });

  it("says how each node ended, in words", () => {
    const { report } = createFailure("provider.rate_limited", { message: "Busy." });
    const page = render([
      node("main", { type: "PipeCondition", outcome: "yes", status: "failed", failure: report }),
      node("main/zeta", { status: "skipped", skip_reason: "no cv", model: "m-1", usage: { total_tokens: 12 } }),
    ]);
    for (const text of [
      "✗ failed",
      "outcome yes",
      "– skipped",
      "because no cv",
      "model m-1",
      "12 tokens",
      "Busy. [provider.rate_limited]",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("is the same but for what is marked volatile where only times, ids and attempts differ", () => {
    const stable = (page: string): string => page.replaceAll(/<span data-volatile>.*?<\/span>/g, "");
    const later = NODES.map((record, index) => ({
      ...record,
      started_at: 5000 + index,
      ended_at: 9000,
      attempt: 3,
      calls: 4,
      restored: true,
    }));
    const other = render(later, { run_id: "run-2" });
    expect(other).not.toBe(render(NODES));
    expect(stable(other)).toBe(stable(render(NODES)));
  });

  it("escapes everything: a script planted in every field stays text", () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
    const { report } = createFailure("run.failed", { message: attack });
    const hostile: NodeRecord = {
      ...node(`main/${attack}`),
      node_id: attack,
      pipe: attack,
      type: attack,
      outcome: attack,
      model: attack,
      skip_reason: attack,
      failure: { ...report, title: attack, code: attack },
      reads: { [attack]: `input/${attack}`, other: `${attack}[0]`, third: "elsewhere" },
      writes: attack,
    };
    const page = render([hostile, { ...hostile, node_id: `${attack}/x`, parent: attack }], {
      run_id: attack,
      entry: attack,
    });
    expect(page.split("alert(1)").length).toBeGreaterThan(10);
    expect(page).not.toMatch(/<script|<img|&amp;amp;lt/i);
    const attributes = [...page.matchAll(/<[a-z]+((?:\s[^<>]*)?)>/g)].map(([, text]) => text ?? "");
    for (const text of attributes.slice(5)) expect(text).not.toMatch(/alert|onerror/);
  });

  it("has no text of a value that could end a tag, an attribute or a line", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>\"'&;a /!-=\n\u0000\u202E".split("")) }), (text) => {
        const page = render([node("main", { model: text, outcome: text })], { entry: text });
        const bare = page.replaceAll(/<\/?[a-z0-9]+(?:\s[a-z-]+(?:="[^"<>]*")?)*>|<!doctype html>/g, "");
        const outside = bare.replace(/:root[\s\S]*?break-inside: avoid; \} \}\n/, "");
        expect(outside).not.toMatch(/[<>]/);
      }),
      { numRuns: 50 },
    );
  });
});
