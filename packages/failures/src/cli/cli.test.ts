import { describe, expect, it } from "vitest";
import { createFailure } from "../create-failure.ts";
import { CATEGORIES } from "../report.ts";
import { exitCodeFor } from "./exit-code.ts";
import { failureDocument } from "./failure-document.ts";
import { renderDuration } from "./render-duration.ts";
import { renderFailure } from "./render-failure.ts";

const failure = createFailure("provider.rate_limited", {
  message: "The provider limits the rate.\nIt is busy.",
  retry_after_ms: 65_000,
  provider: "openai",
  model: "gpt-x",
  provider_metadata: { status_code: 429, provider_error_code: "rate_limit_exceeded" },
  location: { pipe: "cv.score", node: "main/analyse[2]/score", item: 2, file: "cv.mthds", line: 12, column: 3 },
  transport: { attempt: 5, calls: 15, request_id: "req_9" },
  cause: new Error("the prompt"),
});

describe("a failure for people", () => {
  it("says what happened, where, whether a repeat helps and what to do", () => {
    expect(renderFailure(failure)).toBe(
      [
        "The provider is limiting the rate of requests [provider.rate_limited]",
        "  The provider limits the rate.",
        "  It is busy.",
        "  where     pipe cv.score, node main/analyse[2]/score, item 3, cv.mthds:12:3",
        "  kind      transient: a repeat can help after 1 min 5 s",
        "  provider  openai, model gpt-x, HTTP 429, code rate_limit_exceeded",
        "  call      attempt 5, 15 provider calls, request req_9",
        "  to do     Wait a little, then run it again.",
      ].join("\n"),
    );
  });

  it("leaves out what is not known", () => {
    expect(renderFailure(createFailure("run.lost", { message: "Lost." }))).toBe(
      [
        "The outcome of the run is lost [run.lost]",
        "  Lost.",
        "  kind      ambiguous: the call may have taken effect; a repeat may do it twice",
        "  to do     Check what the run recorded, then resume it.",
      ].join("\n"),
    );
  });

  it("lists the problems of a method with their places and suggestions", () => {
    const invalid = createFailure("method.invalid", {
      message: "Two errors.",
      validation_errors: [
        { code: "method.syntax", message: "A bracket is open.", location: { file: "a.mthds", line: 3, column: 7 } },
        { code: "input.missing", message: "No cv.", location: { pipe: "cv.main" }, suggestion: "Did you mean `cv`?" },
      ],
    });
    expect(renderFailure(invalid).split("\n").slice(2, 5)).toEqual([
      "  - a.mthds:3:7  A bracket is open. [method.syntax]",
      "  - pipe cv.main  No cv. [input.missing]",
      "    Did you mean `cv`?",
    ]);
  });

  it("paints only when asked to, and only with our own sequences", () => {
    expect(renderFailure(failure, { color: true })).toContain("\u001B[31;1mThe provider is limiting");
    expect(renderFailure(failure)).not.toContain("\u001B");
  });

  it("lets no value move the cursor, ring or reorder the line", () => {
    const attack = "a\u001B[2Jb\u0007c\u009Bd\u202Ee\u001B]0;title\u0007f\r\ng";
    const hostile = createFailure("method.invalid", {
      message: attack,
      model: attack,
      provider: attack,
      location: { pipe: attack, node: attack, file: attack },
      validation_errors: [{ code: attack, message: attack, suggestion: attack, location: { file: attack, line: 1 } }],
      user_action: { kind: "unknown", detail: attack },
      transport: { request_id: attack },
    });
    expect(renderFailure(hostile)).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
    expect(renderFailure(hostile).split("\n")).toHaveLength(10);
  });

  it.each(CATEGORIES)("names the category %s", (category) => {
    expect(renderFailure(createFailure("run.failed", { message: "x", category }))).toContain(
      `  kind      ${category}: `,
    );
  });
});

describe("a failure for programs", () => {
  it("is one JSON value with the report and the transport, and nothing of the cause", () => {
    const document = failureDocument(failure);
    expect(document).toEqual({ error: failure.report, transport: failure.transport });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(Object.isFrozen(document)).toBe(true);
  });
});

describe("an exit code", () => {
  it("is 1, and 2 where the outcome is not known", () => {
    const codes = CATEGORIES.map((category) => `${category} ${exitCodeFor({ category })}`);
    expect(codes).toEqual(["transient 1", "configuration 1", "content 1", "capacity 1", "ambiguous 2", "unknown 2"]);
  });

  it("is 130 for what an interrupt cancelled, and for nothing else that the interrupted command ends with", () => {
    const { report } = createFailure("run.cancelled", { message: "x" });
    expect([exitCodeFor(report), exitCodeFor(report, { interrupted: true })]).toEqual([1, 130]);
    expect(exitCodeFor(report, { interrupted: true, style: "sysexits" })).toBe(130);
    expect(exitCodeFor(createFailure("run.lost", { message: "x" }).report, { interrupted: true })).toBe(2);
  });

  it("tells a scheduler what to repeat: 75 where a repeat can help, and nowhere else", () => {
    const codes = CATEGORIES.map((category) => `${category} ${exitCodeFor({ category }, { style: "sysexits" })}`);
    expect(codes).toEqual([
      "transient 75",
      "configuration 78",
      "content 65",
      "capacity 69",
      "ambiguous 74",
      "unknown 70",
    ]);
    const refused = createFailure("provider.credential_refused", { message: "x" }).report;
    expect(exitCodeFor(refused, { style: "sysexits" })).toBe(77);
  });
});

describe("a delay for people", () => {
  it.each([
    [0, "0 ms"],
    [0.4, "1 ms"],
    [999, "999 ms"],
    [1000, "1 s"],
    [1001, "2 s"],
    [60_000, "1 min"],
    [36_077_570, "10 h 1 min"],
  ])("of %d milliseconds reads %s", (milliseconds, text) => {
    expect(renderDuration(milliseconds)).toBe(text);
  });
});
