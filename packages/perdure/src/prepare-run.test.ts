import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256Hex } from "@perdure/crate";
import { memoryContents, readRunJob } from "@perdure/engine";
import { loadCrate } from "@perdure/operators";
import { parseMethod } from "@perdure/parser";
import { describe, expect, it, vi } from "vitest";
import { prepareRun, type Preparation } from "./prepare-run.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const HEADER = 'domain = "shop"\nmain_pipe = "main"\n';
const LLM = (code: string, model = "$writing-factual") => `
[pipe.${code}]
type = "PipeLLM"
description = "Writes"
inputs = { topic = "Text" }
output = "Text"
model = "${model}"
prompt = "Write about $topic"
`;
const prepare = (text: string, more: Partial<Preparation> = {}, entry?: string) => {
  const parsed = parseMethod([{ path: "shop.mthds", text }], entry === undefined ? {} : { entry });
  const contents = memoryContents();
  const put = vi.spyOn(contents, "put");
  const preparation: Preparation = {
    contents,
    options: { emulated: true },
    environment: {},
    functions: {},
    run_id: "run-1",
    inputs: { topic: "late fees" },
    inputs_folder: ".",
    labels: {},
    ...more,
  };
  return { contents, put, prepared: () => prepareRun(parsed, preparation) };
};
/** The failure of a preparation that must not have stored anything. */
const refusal = async (...[text, more, entry]: Parameters<typeof prepare>) => {
  const { put, prepared } = prepare(text, more, entry);
  const report = await failureOf(prepared);
  expect(put).not.toHaveBeenCalled();
  return report;
};

describe("a prepared run", () => {
  it.each([
    ["http://user:secret@127.0.0.1:8080/v1?key=secret", "127.0.0.1:8080"],
    ["", undefined],
    ["no address", undefined],
  ])("names the host that a provider's calls are sent to instead of its own: %j", async (address, host) => {
    const environment = { OPENAI_API_KEY: "secret", OPENAI_BASE_URL: address };
    const { models } = await prepare(HEADER + LLM("main"), { environment, options: {} }).prepared();
    expect(models).toMatchObject([{ provider: "openai", pipes: ["shop.main"] }]);
    expect(models[0]?.host).toBe(host);
    expect(JSON.stringify(models)).not.toContain("secret");
  });

  it("is a job that every backend reads, with its crate, inputs and models in it", async () => {
    const { contents, prepared } = prepare(HEADER + LLM("main"), { labels: { team: "finance" } });
    const { job, models, calls } = await prepared();
    expect(readRunJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
    expect(job).toMatchObject({
      run_id: "run-1",
      entry: "shop.main",
      run_mode: "live",
      labels: { team: "finance" },
      memory: { root: { topic: { concept: "native.Text", value: { inline: { text: "late fees" } } } } },
      models: { "shop.main": { main: { provider: "emulated", handle: "$writing-factual" } } },
    });
    expect(await loadCrate(job.crate, contents)).toMatchObject({ fingerprint: job.crate.fingerprint });
    expect(models).toMatchObject([{ provider: "emulated", pipes: ["shop.main"] }]);
    expect(calls).toMatchObject({ fixed: 1, per_item: [] });
  });

  it("holds no key, whatever the environment holds", async () => {
    const environment = { OPENAI_API_KEY: "sk-secret", ANTHROPIC_API_KEY: "sk-other" };
    const { prepared } = prepare(HEADER + LLM("main"), { options: {}, environment });
    const text = JSON.stringify(await prepared());
    expect(text).toContain("anthropic");
    expect(text).not.toMatch(/sk-secret|sk-other/);
  });

  it("has read the caller's files once: a later edit changes nothing, and no path is in it", async () => {
    const place = folder();
    writeFileSync(join(place, "cv.pdf"), "%PDF-1.7 first");
    const text = `${HEADER}
[pipe.main]
type = "PipeExtract"
description = "Reads"
inputs = { cv = "Document" }
output = "Page[]"
`;
    for (const url of ["cv.pdf", join(place, "cv.pdf"), pathToFileURL(join(place, "cv.pdf")).href]) {
      const { contents, prepared } = prepare(text, { inputs: { cv: { url } }, inputs_folder: place });
      const { job } = await prepared();
      const value = job.memory.root["cv"]?.value;
      expect(value).toMatchObject({
        inline: { url: expect.stringMatching(/^perdure:/), mime_type: "application/pdf", filename: "cv.pdf" },
      });
      expect(JSON.stringify(job)).not.toContain(place);
      expect(await contents.has(sha256Hex(Buffer.from("%PDF-1.7 first")))).toBe(true);
    }
  });

  it("freezes the limits that were asked for", async () => {
    const { prepared } = prepare(HEADER + LLM("main"), {
      options: { emulated: true, max_concurrency: 3, transport_max_retries: 0 },
    });
    expect((await prepared()).job.limits).toMatchObject({ max_concurrency: 3, transport: { max_retries: 0 } });
  });

  it("knows what its functions declare about a repeat, those that it can reach alone", async () => {
    const text = `${HEADER}
[pipe.main]
type = "PipeFunc"
description = "Works"
inputs = { topic = "Text" }
output = "Text"
function_name = "work"
`;
    const work = Object.assign(() => "done", { effect: "idempotent" as const });
    const other = Object.assign(() => "done", { effect: "pure" as const });
    const { prepared } = prepare(text, { functions: { work, other } });
    expect((await prepared()).job.function_effects).toEqual({ work: "idempotent" });
    const wrong = Object.assign(() => "done", { effect: "harmless" as never });
    expect(await refusal(text, { functions: { work: wrong } })).toMatchObject({
      code: "method.function_invalid",
    });
  });
});

describe("a run is refused before anything is called or stored", () => {
  it("where the method has errors: each with its place", async () => {
    const text = `${HEADER}${LLM("main").replace('Text"\nmodel', 'Txt"\nmodel')}`;
    expect(await refusal(text)).toMatchObject({
      code: "method.invalid",
      location: { file: "shop.mthds", line: expect.any(Number), column: expect.any(Number) },
      validation_errors: [{ location: { file: "shop.mthds", line: 8 } }],
    });
  });

  it("where no pipe is chosen", async () => {
    expect(await refusal(`domain = "shop"\n${LLM("main")}`)).toMatchObject({ code: "request.pipe_unspecified" });
  });

  it.each([
    ["PipeImgGen", 'output = "Image"\nprompt = "A $topic"', "perdure.pipe_type_unsupported"],
    ["PipeSearch", 'output = "SearchResult"\nprompt = "Find $topic"', "perdure.pipe_type_unsupported"],
    ["PipeSignature", 'output = "Text"', "method.not_runnable"],
  ])("where it reaches a %s: by its line, also behind a condition", async (type, rest, code) => {
    const text = `${HEADER}
[pipe.main]
type = "PipeCondition"
description = "Chooses"
inputs = { topic = "Text" }
output = "Anything"
expression_template = "x"
outcomes = { x = "main_text", y = "late" }
default_outcome = "fail"
${LLM("main_text")}
[pipe.late]
type = "${type}"
description = "Cannot run"
inputs = { topic = "Text" }
${rest}
`;
    const line = text.split("\n").indexOf("[pipe.late]") + 1;
    expect(await refusal(text)).toMatchObject({
      code,
      location: { pipe: "shop.late", file: "shop.mthds", line },
      validation_errors: [{ code, location: { line } }],
    });
    const { prepared } = prepare(text, {}, "main_text");
    expect((await prepared()).job.entry).toBe("shop.main_text");
  });

  it("where it reaches a pipe that is in none of its files", async () => {
    const text = `${HEADER}
[pipe.main]
type = "PipeSequence"
description = "Goes on elsewhere"
inputs = { topic = "Text" }
output = "Text"
steps = [{ pipe = "other.work", result = "done" }]
`;
    expect(await refusal(text)).toMatchObject({
      code: "method.not_runnable",
      message: expect.stringContaining("other.work is not in the files"),
      user_action: { kind: "change_method", detail: expect.stringContaining("folder") },
      location: {
        pipe: "other.work",
        file: "shop.mthds",
        line: text.split("\n").findIndex((line) => line.startsWith("steps")) + 1,
      },
    });
  });

  it("where a pipe needs a concept that is in none of its files", async () => {
    const text = `${HEADER}${LLM("main").replace('output = "Text"', 'output = "other.Invoice"')}`;
    expect(await refusal(text)).toMatchObject({
      code: "method.not_runnable",
      message: expect.stringContaining("other.Invoice"),
      location: { pipe: "shop.main", file: "shop.mthds", line: 4 },
    });
  });

  it("where a function is missing: by its name, each once, with its place", async () => {
    const text = `${HEADER}
[pipe.main]
type = "PipeSequence"
description = "Works"
inputs = { topic = "Text" }
output = "Text"
steps = [{ pipe = "first" }, { pipe = "second" }, { pipe = "third" }]
${["first", "second", "third"]
  .map(
    (code) => `
[pipe.${code}]
type = "PipeFunc"
description = "Works"
inputs = { topic = "Text" }
output = "Text"
function_name = "${code === "second" ? "toString" : "work"}"
`,
  )
  .join("")}`;
    const report = await refusal(text);
    expect(report).toMatchObject({
      code: "perdure.function_missing",
      message: expect.stringContaining("work"),
      location: { pipe: "shop.first", file: "shop.mthds", line: text.split("\n").indexOf("[pipe.first]") + 1 },
    });
    expect(report.validation_errors?.map(({ location }) => location?.pipe)).toEqual(["shop.first", "shop.second"]);
  });

  it.each([
    ["a preset and no key at all", "$writing-factual", {}, ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"]],
    ["a bare handle and another provider's key", "gpt-4o", { ANTHROPIC_API_KEY: "k" }, ["OPENAI_API_KEY"]],
  ])("where a model cannot be had: %s", async (_, model, environment, variables) => {
    const report = await refusal(HEADER + LLM("main", model), { options: {}, environment });
    expect(report).toMatchObject({
      code: "perdure.credential_missing",
      location: { pipe: "shop.main", file: "shop.mthds", line: 4 },
      user_action: { kind: "check_credentials" },
    });
    for (const variable of variables) expect(report.user_action.detail).toContain(variable);
  });

  it("where a model is unknown, with the name that may be meant, and every other one that is missing", async () => {
    const steps =
      '[pipe.main]\ntype = "PipeSequence"\ndescription = "Both"\ninputs = { topic = "Text" }\noutput = "Text"';
    const text = `${HEADER}${steps}\nsteps = [{ pipe = "one" }, { pipe = "two" }, { pipe = "three" }]\n${LLM("one", "$writing-factul")}${LLM("two", "gpt-4o")}${LLM("three", "gpt-4o")}`;
    const report = await refusal(text, { options: {}, environment: { ANTHROPIC_API_KEY: "k" } });
    expect(report).toMatchObject({
      code: "model.unknown",
      validation_errors: [
        { code: "model.unknown", suggestion: "$writing-factual", location: { pipe: "shop.one" } },
        { code: "perdure.credential_missing", location: { pipe: "shop.two" } },
      ],
    });
    expect(report.validation_errors).toHaveLength(2);
  });

  it.each([
    ["is missing", {}, "input.missing"],
    ["is not declared", { topic: "x", topik: "y" }, "input.unexpected"],
    ["is of another type", { topic: 5 }, "input.invalid"],
    ["is a list where one is wanted", { topic: ["a", "b"] }, "input.wrong_multiplicity"],
  ])("where an input %s", async (_, inputs, code) => {
    expect(await refusal(HEADER + LLM("main"), { inputs })).toMatchObject({ code });
  });

  it.each([
    ["that is not there", "gone.pdf", "input.file_unreadable"],
    ["that is a folder", ".", "input.file_unreadable"],
    ["on another host", "file://host/share/cv.pdf", "input.invalid"],
  ])("where an input names a file %s", async (_, url, code) => {
    const text = `${HEADER}
[pipe.main]
type = "PipeExtract"
description = "Reads"
inputs = { cv = "Document" }
output = "Page[]"
`;
    expect(await refusal(text, { inputs: { cv: { url } }, inputs_folder: folder() })).toMatchObject({ code });
  });

  it.each([
    { max_concurrency: 0 },
    { max_concurrency: 1.5 },
    { transport_max_retries: -1 },
    { transport_max_retries: Number.NaN },
  ])("where a limit is one that no run can have: %j", async (options) => {
    expect(await refusal(HEADER + LLM("main"), { options: { emulated: true, ...options } })).toMatchObject({
      code: "perdure.configuration_invalid",
    });
  });
});
