import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { Json, TemplateCategory } from "./index.ts";
import { plain, stuff, text } from "./test-support/rendering.ts";
import { runCases } from "./test-support/run-cases.ts";
import type { RenderCase } from "./test-support/run-cases.ts";

interface Bundler {
  buildSync(options: Record<string, unknown>): { readonly outputFiles: readonly { readonly text: string }[] };
}

/** Globals that V8 gives every context and that a workflow isolate does not have. */
const ABSENT_GLOBALS = [
  "console",
  "WebAssembly",
  "WeakRef",
  "FinalizationRegistry",
  "SharedArrayBuffer",
  "Atomics",
  "Intl",
];

/**
 * Runs a bundled module in a context that has the globals of ECMAScript and nothing else, where code made of text may not
 * run, and returns what the expression says about its exports, which are called `bundle`.
 */
function isolate(entry: URL): (expression: string) => unknown {
  // The bundler is a dependency of the build tool's bundler; the package itself has none.
  const build = createRequire(new URL("../../../tooling/build/package.json", import.meta.url));
  const bundler = createRequire(build.resolve("tsup"))("esbuild") as Bundler;
  const { outputFiles } = bundler.buildSync({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "bundle",
    platform: "neutral",
    target: "es2023",
  });
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  for (const name of ABSENT_GLOBALS) runInContext(`delete globalThis.${name}`, context);
  runInContext(outputFiles[0]?.text ?? "", context);
  return (expression) => runInContext(expression, context) as unknown;
}

const fixture = JSON.parse(readFileSync(new URL("__fixtures__/python-jinja.json", import.meta.url), "utf8")) as {
  readonly context: Record<string, Json>;
  readonly cases: readonly { readonly text: string; readonly category?: TemplateCategory }[];
};

const shaped = {
  name: text("name", "Ada <b> é 😀"),
  photo: stuff("photo", "native.Image", { url: "https://e.org/a.png" }, { kind: "image" }),
  person: stuff(
    "person",
    "demo.Person",
    { age: 36, tags: ["b", "a"], more: { x: [1, null] } },
    {
      kind: "structured",
      fields: { age: { kind: "number" }, tags: { kind: "list", item: { kind: "text" } }, more: { kind: "any" } },
    },
  ),
};

const TEMPLATES = [
  "$name @person @?nobody $photo {{ person.age }} {{ person.tags | sort }} {{ person | format('html') }}",
  "{{ nobody }}",
  "{{ person.nme }}",
  "{{ person.__proto__ }}",
  "{{ ''.constructor.constructor('return 1')() }}",
  "{{ 'x' * 99999999 }}",
  "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
  "{{ open",
  "{{ person | with_images }} {{ name | urlencode }} {{ person | tojson }} {{ '%.3f' % 2.0005 }}",
];

const CASES: readonly RenderCase[] = [
  ...fixture.cases.map(({ text, category = "expression" }) => ({
    text,
    category,
    context: Object.fromEntries(Object.entries(fixture.context).map(([name, value]) => [name, plain(value)])),
    text_format: "plain" as const,
  })),
  ...(["plain", "html", "json"] as const).flatMap((text_format) =>
    (["llm_prompt", "html"] as const).flatMap((category) =>
      TEMPLATES.map((text) => ({ text, category, context: shaped, text_format })),
    ),
  ),
];

describe("in a context with nothing but ECMAScript, where no text may become code", () => {
  const run = isolate(new URL("test-support/run-cases.ts", import.meta.url));

  test("every template gives the same text or the same refusal", () => {
    const json = JSON.stringify(CASES);
    expect(JSON.parse(String(run(`bundle.runCases(${JSON.stringify(json)})`)))).toEqual(JSON.parse(runCases(json)));
  });

  test("the context is what it says", () => {
    expect(
      run(
        "[typeof process, typeof require, typeof console, typeof structuredClone, typeof Intl, typeof setTimeout].join()",
      ),
    ).toBe(Array.from({ length: 6 }, () => "undefined").join());
    expect(() => run("new Function('return 1')()")).toThrow();
  });
});
