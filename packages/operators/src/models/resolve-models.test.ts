import {
  fingerprintCrate,
  type Crate,
  type ExtractPipe,
  type LlmPipe,
  type ModelReference,
  type StructurePipe,
} from "@perdure/crate";
import { describe, expect, it } from "vitest";
import { unsupportedPipes } from "../unsupported-pipes.ts";
import { DEFAULT_DECK } from "./default-deck.ts";
import { describeModels } from "./describe-models.ts";
import { PROVIDERS } from "./providers.ts";
import { resolveModels } from "./resolve-models.ts";
import { resolveReference } from "./resolve-reference.ts";

const KEYS = {
  anthropic: { ANTHROPIC_API_KEY: "a" },
  openai: { OPENAI_API_KEY: "o" },
  google: { GEMINI_API_KEY: "g" },
  mistral: { MISTRAL_API_KEY: "m" },
  "openai-compatible": {
    PERDURE_OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:1/v1",
    PERDURE_OPENAI_COMPATIBLE_MODEL: "llama",
  },
} as const;
// Counted over the public repositories of methods; image generation and search have no deck here.
const PUBLISHED = [
  "$writing-factual",
  "$writing-creative",
  "$engineering-structured",
  "$engineering-code",
  "$engineering-codebase-analysis",
  "$retrieval",
  "$default",
  "$vision",
  "$vision-table",
  "$vision-cheap",
  "$img-gen-prompting",
  "$img-gen-prompting-cheap",
  "$deep-analysis",
  "$quick-reasoning",
  "@default-general",
  "@default-small",
  "@default-premium",
  "@best-gpt",
  "@best-claude",
  "@best-gemini",
  "@best-mistral",
  "~summary-fallback",
  "@default-extract-document",
  "@default-extract-web-page",
  "@default-text-from-pdf",
  "@azure-best-ocr",
];
const base = {
  code: "main",
  domain: "shop",
  description: "",
  inputs: {},
  place: { file: "m.mthds", line: 3, column: 1 },
};
const llmPipe = (model: ModelReference | undefined, more: Partial<LlmPipe> = {}): LlmPipe => ({
  ...base,
  type: "PipeLLM",
  output: { concept: "native.Text", multiplicity: "single", optional: false },
  structuring_method: "direct",
  ...(model === undefined ? {} : { model }),
  ...more,
});
const structured = { output: { concept: "shop.Order", multiplicity: "single", optional: false } } as const;
const crateOf = (pipe: LlmPipe | ExtractPipe | StructurePipe): Crate =>
  fingerprintCrate({
    concepts: { "shop.Order": { description: "", fields: { total: { type: "number", required: true } } } },
    pipes: { "shop.main": pipe },
  });
const resolve = (pipe: LlmPipe | ExtractPipe | StructurePipe, environment: Record<string, string>, emulated = false) =>
  resolveModels(crateOf(pipe), "shop.main", { environment, emulated });
const modelOf = (model: ModelReference, environment: Record<string, string>, emulated = false) => {
  const resolution = resolve(llmPipe(model), environment, emulated);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.models["shop.main"]?.main;
};
const problemOf = (model: ModelReference, environment: Record<string, string> = {}) => {
  const resolution = resolve(llmPipe(model), environment);
  return resolution.ok ? undefined : resolution.problems[0];
};

describe("the default deck", () => {
  it.each(PROVIDERS)("gives every preset, alias and waterfall a model of %s alone", (provider) => {
    const names = Object.keys(DEFAULT_DECK.llm).filter((name) => /^[$@~]/.test(name));
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect([name, modelOf(name, KEYS[provider])?.provider]).toEqual([name, provider]);
  });

  it("gives an alias of a family a model of that family where its key is set, whatever the order", () => {
    const environment = { ...KEYS.anthropic, ...KEYS.google };
    expect(modelOf("@best-gemini", environment)).toMatchObject({ provider: "google", model: "gemini-2.5-pro" });
    expect(modelOf("@best-claude", environment)).toMatchObject({ provider: "anthropic", model: "claude-opus-4-5" });
    expect(modelOf("@best-gpt", environment)?.provider).toBe("anthropic");
  });

  it("is described for the pipes of a method, all of them where it has no main pipe", () => {
    const other: LlmPipe = { ...llmPipe("$retrieval"), code: "other" };
    const crate = fingerprintCrate({ concepts: {}, pipes: { "shop.main": llmPipe("gpt-4o"), "shop.other": other } });
    const describe = (entry?: string) =>
      describeModels({ environment: KEYS.anthropic, emulated: false, method: { crate, entry } });
    expect(describe("shop.main")).toMatchObject([
      { reference: "gpt-4o", pipes: ["shop.main"], problem: { code: "perdure.credential_missing" } },
    ]);
    expect(describe().map(({ reference }) => reference)).toEqual(["gpt-4o", "$retrieval"]);
  });

  it("names no reference that it does not define", () => {
    const rows = describeModels({ environment: {}, emulated: true });
    expect(rows.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(rows.length).toBeGreaterThan(40);
  });

  it("knows the references that published methods use", () => {
    const known = { ...DEFAULT_DECK.llm, ...DEFAULT_DECK.extract };
    for (const reference of PUBLISHED) expect(Object.keys(known)).toContain(reference);
  });

  it.each(PROVIDERS)("gives the references of published methods a model with the key of %s alone", (provider) => {
    for (const reference of PUBLISHED) {
      const family = Object.hasOwn(DEFAULT_DECK.extract, reference) ? "extract" : "llm";
      const context = { deck: DEFAULT_DECK, environment: KEYS[provider], emulated: false };
      const resolution = resolveReference(reference, family, context);
      const expected = family === "extract" ? "internal" : provider;
      expect([reference, resolution.ok && resolution.model.provider]).toEqual([reference, expected]);
    }
  });
});

describe("resolution", () => {
  it("takes the first provider with a key in the stated order, and the caller's order before it", () => {
    const both = { ...KEYS.openai, ...KEYS.anthropic };
    expect(modelOf("$writing-factual", both)?.provider).toBe("anthropic");
    expect(modelOf("$writing-factual", { ...both, PERDURE_PROVIDER_ORDER: "mistral, openai" })?.provider).toBe(
      "openai",
    );
  });

  it("refuses an order that names nobody, rather than pay another provider", () => {
    const environment = { ...KEYS.openai, PERDURE_PROVIDER_ORDER: "opanai, mistral" };
    expect(() => modelOf("$writing-factual", environment)).toThrow(/PERDURE_PROVIDER_ORDER names opanai/u);
    expect(modelOf("$writing-factual", { ...KEYS.openai, PERDURE_PROVIDER_ORDER: " , " })?.provider).toBe("openai");
  });

  it("keeps the reference as written, with the settings of its preset", () => {
    expect(modelOf("$writing-creative", KEYS.anthropic)).toEqual({
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      handle: "$writing-creative",
      settings: { temperature: 0.9 },
    });
    expect(modelOf("claude-opus-4-5", KEYS.anthropic)?.settings).toEqual({ temperature: 0.5 });
  });

  it("lets inline settings win, over an alias too", () => {
    const model = { model: "@default-small", temperature: 0.2, max_tokens: 100, description: "cheap" };
    expect(modelOf(model, KEYS.openai)).toMatchObject({
      model: "gpt-5-mini",
      settings: { temperature: 0.2, max_tokens: 100 },
    });
  });

  it("refuses a bare handle whose provider has no key, and never takes another provider", () => {
    expect(problemOf("gpt-4o", KEYS.anthropic)).toMatchObject({
      code: "perdure.credential_missing",
      variables: ["OPENAI_API_KEY"],
      pipe: "shop.main",
      place: { line: 3 },
    });
    expect(problemOf("gemini-2.5-pro", KEYS.anthropic)).toMatchObject({
      code: "perdure.credential_missing",
      variables: ["GOOGLE_GENERATIVE_AI_API_KEY", "GEMINI_API_KEY"],
    });
  });

  it("names every variable that would help when there is no key at all", () => {
    const problem = problemOf("$writing-factual");
    expect(problem?.code).toBe("perdure.credential_missing");
    expect(problemOf("@best-gemini")?.variables).toEqual(problem?.variables);
    expect(problem?.variables).toEqual(
      expect.arrayContaining(["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MISTRAL_API_KEY"]),
    );
  });

  it("refuses an unknown name with the nearest one that exists", () => {
    expect(problemOf("$writing-factul", KEYS.openai)).toMatchObject({
      code: "model.unknown",
      suggestion: "$writing-factual",
    });
    expect(problemOf("wholly-different", KEYS.openai)).not.toHaveProperty("suggestion");
  });

  it("keeps the model id when calls are emulated, with no key set", () => {
    expect(modelOf("gpt-4o", {}, true)).toMatchObject({ provider: "emulated", model: "gpt-4o" });
    expect(modelOf("$retrieval", {}, true)).toMatchObject({ provider: "emulated", model: "claude-sonnet-4-5" });
  });

  it("ends at a circle of references", () => {
    const deck = { ...DEFAULT_DECK, llm: { $a: { use: "$b" }, $b: { use: "$a" } } };
    const resolution = resolveModels(crateOf(llmPipe("$a")), "shop.main", { deck, environment: {}, emulated: true });
    expect(resolution).toMatchObject({ ok: false, problems: [{ code: "model.unknown" }] });
  });
});

describe("the models of a pipe", () => {
  const models = (pipe: LlmPipe | ExtractPipe | StructurePipe) => {
    const resolution = resolve(pipe, KEYS.anthropic);
    return resolution.ok ? resolution.models["shop.main"] : resolution.problems;
  };

  it("prefer the structuring model for a structured answer", () => {
    const pipe = llmPipe("claude-opus-4-5", { ...structured, model_to_structure: "claude-haiku-4-5" });
    expect(models(pipe)).toMatchObject({ main: { model: "claude-haiku-4-5" } });
  });

  it("are two where a text is written first", () => {
    const pipe = llmPipe("$writing-creative", { ...structured, structuring_method: "preliminary_text" });
    expect(models(pipe)).toMatchObject({
      main: { handle: "$writing-creative" },
      structure: { handle: DEFAULT_DECK.defaults.object },
    });
  });

  it("extract documents on this machine whatever is emulated", () => {
    const pipe: ExtractPipe = {
      ...base,
      type: "PipeExtract",
      output: { concept: "native.Page", multiplicity: "many", optional: false },
      page_image_captions: false,
      page_views: false,
      model: { model: "@default-extract-document", max_nb_images: 3 },
    };
    expect(models(pipe)).toMatchObject({
      main: { provider: "internal", model: "pdf-text", settings: { max_nb_images: 3 } },
    });
    expect(resolve(pipe, {}, true)).toMatchObject({ models: { "shop.main": { main: { provider: "internal" } } } });
  });

  it("refuse reasoning together with a structured answer", () => {
    const pipe = llmPipe({ model: "claude-opus-4-5", temperature: 1, reasoning_effort: "high" }, structured);
    expect(models(pipe)).toMatchObject([{ code: "model.capability_unsupported" }]);
  });
});

describe("pipes that cannot be run", () => {
  it("are named with their place before anything is called", () => {
    const pipe = {
      ...base,
      type: "PipeImgGen" as const,
      prompt: { text: "A shop", category: "img_gen_prompt" as const },
      output: structured.output,
    };
    const crate = fingerprintCrate({ concepts: {}, pipes: { "shop.main": pipe } });
    expect(unsupportedPipes(crate, "shop.main")).toMatchObject([
      { code: "perdure.pipe_type_unsupported", pipe: "shop.main", place: { line: 3 } },
    ]);
    expect(unsupportedPipes(crateOf(llmPipe(undefined)), "shop.main")).toEqual([]);
  });

  it("include an extraction that asks for captions, which would be missing without a word", () => {
    const pipe: ExtractPipe = {
      ...base,
      type: "PipeExtract",
      output: { concept: "native.Page", multiplicity: "many", optional: false },
      page_image_captions: true,
      page_views: false,
    };
    expect(unsupportedPipes(crateOf(pipe), "shop.main")).toMatchObject([
      { code: "perdure.pipe_type_unsupported", message: expect.stringContaining("captions"), place: { line: 3 } },
    ]);
    expect(unsupportedPipes(crateOf({ ...pipe, page_image_captions: false }), "shop.main")).toEqual([]);
  });

  it("are told apart from a signature, which lacks a body rather than support", () => {
    const pipe = { ...base, type: "PipeSignature" as const, settings: {}, output: structured.output };
    const crate = fingerprintCrate({ concepts: {}, pipes: { "shop.main": pipe } });
    const [use] = unsupportedPipes(crate, "shop.main");
    expect(use).toMatchObject({ code: "method.not_runnable", place: { line: 3 } });
    expect(use).not.toHaveProperty("action");
  });

  it.each([
    ["shop.main", "method.not_runnable", "folder"],
    ["shop.back.Parcel", "method.not_runnable", "folder"],
    ["example.org/tools->shop.weigh", "method.dependency_missing", "perdure package install"],
  ])("say where %s is to be had from, which is outside of the files", (outside, code, advice) => {
    const settings = { not_checked: outside };
    const pipe = { ...base, type: "PipeSignature" as const, settings, output: structured.output };
    const crate = fingerprintCrate({ concepts: {}, pipes: { "shop.main": pipe } });
    expect(unsupportedPipes(crate, "shop.main")).toMatchObject([
      { code, action: expect.stringContaining(advice) as unknown },
    ]);
  });
});
