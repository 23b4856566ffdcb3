import { createFailure } from "@perdure/failures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFakeIo } from "../testing/fake-io.ts";
import { hasColor } from "./command-io.ts";
import { exitCodeOf, printFailure } from "./print-failure.ts";
import { renderSpan } from "./render-span.ts";
import { renderTable } from "./render-table.ts";

const ATTACK = "a\u001B[2Jb\u0007c\u009Bd\u202Ee\u001B]0;title\u0007f\r\ng\u2028h";

describe("a table", () => {
  it("has aligned columns, and nothing at the end of a line", () => {
    expect(
      renderTable(
        ["run", "next"],
        [
          ["a", ""],
          ["longer", "perdure resume longer"],
        ],
      ),
    ).toBe("run     next\na\nlonger  perdure resume longer\n");
  });

  it("is a row for each row, whatever its cells hold", () => {
    const cells = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 });
    fc.assert(
      fc.property(cells, (rows) => {
        expect(renderTable(["one", "two"], [...rows, [ATTACK, ATTACK]]).split("\n")).toHaveLength(rows.length + 3);
      }),
    );
  });
});

describe("a duration", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [1000, "1.0 s"],
    [59_949, "59.9 s"],
    [59_999, "1 min 0 s"],
    [185_000, "3 min 5 s"],
    [3_599_999, "1 h 0 min"],
    [3_900_000, "1 h 5 min"],
  ])("of %d ms reads %s", (milliseconds, text) => {
    expect(renderSpan(milliseconds)).toBe(text);
  });
});

describe("colour", () => {
  it.each([
    ["stderr", {}, true],
    [undefined, {}, false],
    ["stderr", { NO_COLOR: "1" }, false],
    ["stderr", { NO_COLOR: "" }, true],
    ["stderr", { TERM: "dumb" }, false],
    [undefined, { FORCE_COLOR: "1" }, true],
    ["stderr", { FORCE_COLOR: "0" }, false],
    ["stderr", { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ] as const)("at %s with %j: %s", (terminal, environment, expected) => {
    const io = createFakeIo({ folder: "/", environment, ...(terminal === undefined ? {} : { terminal }) });
    expect(hasColor(io.stderr, io.environment)).toBe(expected);
  });
});

describe("a failure on stderr", () => {
  const failure = createFailure("method.syntax", {
    message: `Line\n${ATTACK}`,
    location: { file: "m.mthds", line: 2, column: 5 },
    cause: new Error("the prompt and the key"),
  });
  const printed = (json: boolean, terminal?: "stderr") => {
    const io = createFakeIo({ folder: "/", ...(terminal === undefined ? {} : { terminal }) });
    printFailure(io, failure, { json });
    return io.written;
  };

  it("is readable, painted at a terminal only, and moves no cursor", () => {
    expect(printed(false).stderr).toContain("where     m.mthds:2:5\n");
    expect(printed(false).stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(printed(false, "stderr").stderr).toMatch(/^\p{Cc}\[31;1mThe method/u);
  });

  it("is one line of JSON for a program, with no word of its cause", () => {
    const { stdout, stderr } = printed(true, "stderr");
    expect(stdout).toBe("");
    expect(stderr.indexOf("\n")).toBe(stderr.length - 1);
    expect(JSON.parse(stderr)).toEqual({ error: failure.report, transport: {} });
    expect(stderr + printed(false).stderr).not.toContain("the prompt");
  });

  it.each([
    ["method.invalid", 1],
    ["provider.failed", 1],
    ["method.not_found", 2],
    ["request.invalid", 2],
    ["provider.outcome_unknown", 2],
    ["runtime.unexpected", 2],
  ] as const)("%s ends the process with %d", (code, exit) => {
    expect(exitCodeOf(createFailure(code, { message: "x" }))).toBe(exit);
  });
});
