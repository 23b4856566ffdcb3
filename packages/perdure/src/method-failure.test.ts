import { parseMethod } from "@perdure/parser";
import { expect, it } from "vitest";
import { methodFailure } from "./method-failure.ts";

const METHOD = `domain = "test"
main_pipe = "answer"
[pipe.answer]
type = "PipeLLM"
description = "Answers"
inputs = { question = "Text" }
output = "Text"
prompt = "$question"
`;
const failureOf = (text: string, entry?: string) =>
  methodFailure(parseMethod([{ path: "m.mthds", text }], entry === undefined ? {} : { entry }).diagnostics).report;

it("a method with errors fails as invalid, each error with its place", () => {
  const report = failureOf(METHOD.replace('output = "Text"', 'output = "Nowhere"').replace("$question", "$other"));
  expect(report.code).toBe("method.invalid");
  expect(report.validation_errors?.map(({ location }) => location?.line)).toEqual(expect.arrayContaining([7, 8]));
  expect(report.location).toEqual(report.validation_errors?.[0]?.location);
});

it("a pipe that the method does not have is the caller's mistake, with what may have been meant", () => {
  const report = failureOf(METHOD, "anwser");
  expect(report.code).toBe("request.pipe_not_found");
  expect(report.user_action.kind).toBe("change_input");
  expect(report.message).toContain("answer");
});

it("a method with errors of its own is reported as that, whatever pipe was chosen", () => {
  expect(failureOf(METHOD.replace('output = "Text"', 'output = "Nowhere"'), "anwser").code).toBe("method.invalid");
});
