import { isFailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { readPipeRunInput } from "./read-run-input.ts";
import { readPipeDispatchAck, readPipeRunOutput } from "./run-output.ts";

const LEAST = { pipe_code: "main", user_id: "ada", storage_scope: "acme", read_scope: null };

function refused(json: unknown, read: (value: unknown) => unknown = readPipeRunInput): FailureReport {
  try {
    read(json);
  } catch (error) {
    if (isFailureError(error)) return error.report;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("the input of the bridge", () => {
  it("has defaults for what a caller may leave out", () => {
    expect(readPipeRunInput(LEAST)).toEqual({
      ...LEAST,
      inputs: {},
      output_name: null,
      pipeline_run_id: null,
      extras: {},
      library_crate_dump: null,
      orchestration_mode: "direct",
      delivery: "blocking",
      delivery_assignment_dump: null,
    });
  });

  it.each([
    ["DIRECT", "direct", "blocking"],
    ["direct", "direct", "blocking"],
    ["temporal_blocking", "temporal", "blocking"],
    ["MISTRAL_NATIVE", "mistral-workflows", "blocking"],
  ])("knows what execution_mode %s said", (execution_mode, orchestration_mode, delivery) => {
    expect(readPipeRunInput({ ...LEAST, execution_mode })).toMatchObject({ orchestration_mode, delivery });
  });

  it("knows what execution_mode temporal_fire_and_forget said", () => {
    const json = {
      ...LEAST,
      execution_mode: "temporal_fire_and_forget",
      delivery_assignment_dump: { webhooks: [{ url: "https://example.com" }] },
    };
    expect(readPipeRunInput(json)).toMatchObject({ orchestration_mode: "temporal", delivery: "fire_and_forget" });
  });

  it.each([
    ["an old name that says something new", { execution_mode: "cloud" }],
    ["an old name that contradicts the new one", { execution_mode: "direct", orchestration_mode: "temporal" }],
    ["a field that there is none of", { pipe_cod: "x" }],
    ["no pipe", { pipe_code: "" }],
    ["a missing user", { user_id: undefined }],
    ["a missing scope to read", { read_scope: undefined }],
    ["a scope of four parts", { storage_scope: "a/b/c/d" }],
    ["a scope that climbs", { storage_scope: "a/../b" }],
    ["a scope with an empty part", { storage_scope: "a//b" }],
    ["a scope outside of what may be read", { storage_scope: "acme2/x", read_scope: "acme" }],
    ["six labels", { extras: { a: "1", b: "1", c: "1", d: "1", e: "1", f: "1" } }],
    ["a label's name with a capital", { extras: { Team: "x" } }],
    ["a label's text with a space", { extras: { team: "a b" } }],
    ["inputs that are none", { inputs: [] }],
    ["a run id with a slash", { pipeline_run_id: "a/b" }],
    ["a delivery that there is none of", { delivery: "later" }],
    ["nobody to deliver to", { delivery: "fire_and_forget" }],
    ["an empty assignment", { delivery: "fire_and_forget", delivery_assignment_dump: { webhooks: [] } }],
    ["a webhook that is no URL", { delivery_assignment_dump: { webhooks: [{ url: "file:///etc" }] } }],
    ["a webhook with a password", { delivery_assignment_dump: { webhooks: [{ url: "https://a:b@example.com" }] } }],
    [
      "a webhook whose payload has one of our names",
      { delivery_assignment_dump: { webhooks: [{ url: "https://example.com", payload: { state: 1 } }] } },
    ],
    [
      "a header that would be two",
      { delivery_assignment_dump: { webhooks: [{ url: "https://example.com", headers: { "x-a": "1\r\nx-b: 2" } }] } },
    ],
  ])("refuses %s", (_, part) => {
    const report = refused({ ...LEAST, ...part });
    expect(report).toMatchObject({ code: "request.invalid", category: "content", retryable: false });
  });

  it.each([null, 3, "text", []])("refuses what is no object: %j", (json) => {
    expect(refused(json).code).toBe("request.invalid");
  });

  it("tells everything that is wrong at once, with the nearest name", () => {
    const { validation_errors, message } = refused({ ...LEAST, storage_scope: "/", pipe_cod: "x", pipe_code: 3 });
    expect(validation_errors?.map((problem) => problem.message).sort()).toEqual([
      expect.stringMatching(/^pipe_cod: .*did you mean 'pipe_code'/u),
      expect.stringMatching(/^pipe_code: /u),
      expect.stringMatching(/^storage_scope: /u),
    ]);
    expect(message).toContain("and 2 more");
  });

  it("ends the prefix of a storage key in a slash", () => {
    const read = (key_prefix: string) =>
      readPipeRunInput({ ...LEAST, delivery_assignment_dump: { storage: { key_prefix } } }).delivery_assignment_dump;
    expect(read("a/b")).toEqual({ storage: { key_prefix: "a/b/" }, webhooks: [] });
    expect(read("a/b/")).toEqual({ storage: { key_prefix: "a/b/" }, webhooks: [] });
  });
});

describe("what the bridge gives", () => {
  const stuff = { stuff_code: "s", stuff_name: "x", concept: "native.Text", content: { text: "t" } };
  const output = {
    output_dict: { root: { x: stuff }, aliases: {}, absences: {} },
    main_stuff_name: "x",
    pipeline_run_id: "r",
  };

  it("is read back, with null for what older ones left out", () => {
    expect(readPipeRunOutput(output)).toMatchObject({ ...output, workflow_id: null, tokens_usages_dump: null });
  });

  it.each([
    ["a main name that is nowhere", { main_stuff_name: "z" }],
    [
      "a concept without its domain",
      { output_dict: { root: { x: { ...stuff, concept: "Text" } }, aliases: {}, absences: {} } },
    ],
    ["a field that there is none of", { completed: true }],
    ["a run that was only taken on", { is_completed: false }],
  ])("is refused for %s", (_, part) => {
    expect(refused({ ...output, ...part }, readPipeRunOutput).code).toBe("request.invalid");
  });

  it("is known as versions wrote it that had one object for both", () => {
    expect(readPipeRunOutput({ ...output, is_completed: true })).toMatchObject(output);
    const taken = { ...output, output_dict: {}, main_stuff_name: null, is_completed: false, workflow_id: "w" };
    expect(readPipeDispatchAck(taken)).toEqual({ pipeline_run_id: "r", workflow_id: "w" });
    expect(refused({ ...output, is_completed: true, workflow_id: "w" }, readPipeDispatchAck).code).toBe(
      "request.invalid",
    );
  });

  it("is an acknowledgement of two fields", () => {
    expect(readPipeDispatchAck({ pipeline_run_id: "r", workflow_id: "w" })).toEqual({
      pipeline_run_id: "r",
      workflow_id: "w",
    });
    expect(refused({ pipeline_run_id: "r", workflow_id: "w", x: 1 }, readPipeDispatchAck).code).toBe("request.invalid");
    expect(refused({ pipeline_run_id: "r", workflow_id: null }, readPipeDispatchAck).code).toBe("request.invalid");
  });
});
