import { describe, expect, it } from "vitest";
import { formatMethod } from "./format-method.ts";

const format = (text: string): string => {
  const formatted = formatMethod({ path: "a.mthds", text });
  if (!formatted.ok) throw new Error(formatted.diagnostics[0]?.code);
  return formatted.text;
};

const CASES: readonly (readonly [rule: string, before: string, after: string])[] = [
  ["puts one space around =", `a="1"\nb   =   2\n`, `a = "1"\nb = 2\n`],
  [
    "takes indentation away, before tables and comments too",
    `  a = 1\n\t# c\n  [t]\n    b = 2\n`,
    `a = 1\n\n# c\n[t]\nb = 2\n`,
  ],
  ["takes white space from the ends of lines and of comments", `a = 1  \n# c \t\n`, `a = 1\n# c\n`],
  ["ends the file with one line end", `a = 1`, `a = 1\n`],
  ["leaves nothing of an empty file", `\n \n`, ``],
  ["puts one empty line before a table", `a = 1\n[t]\nb = 2\n\n\n\n[u]\n`, `a = 1\n\n[t]\nb = 2\n\n[u]\n`],
  ["keeps one empty line inside a table, none behind its header", `[t]\n\na = 1\n\n\nb = 2\n`, `[t]\na = 1\n\nb = 2\n`],
  [
    "sets the comments that stand on a header apart with it",
    `a = 1\n# one\n# two\n[t]\n`,
    `a = 1\n\n# one\n# two\n[t]\n`,
  ],
  ["leaves a comment where an empty line sets it off", `[t]\na = 1\n# of a\n\n[u]\n`, `[t]\na = 1\n# of a\n\n[u]\n`],
  ["puts one space before a comment behind a value or a header", `[t]#x\na = 1   # y\n`, `[t] #x\na = 1 # y\n`],
  [
    "takes white space out of keys and headers",
    `a . "b c" = 1\n[ t . u ]\n[[ v ]]\n`,
    `a."b c" = 1\n\n[t.u]\n\n[[v]]\n`,
  ],
  ["keeps quotes and numbers as they are", `a = 'x'\n"b" = +1_000\nc = 1e3\n`, `a = 'x'\n"b" = +1_000\nc = 1e3\n`],
  ["spaces inline tables", `a={b=1,c = {  }}\n`, `a = { b = 1, c = {} }\n`],
  ["keeps an array on its line", `a = [ 1,2 , ]\n`, `a = [1, 2]\n`],
  [
    "keeps an array open that was opened",
    `a = [ 1,2 ]\nb = [\n1,{c=1}]\n`,
    `a = [1, 2]\nb = [\n  1,\n  { c = 1 },\n]\n`,
  ],
  ["gathers an array that was broken elsewhere", `a = [1,\n2\n]\n`, `a = [1, 2]\n`],
  ["closes an empty array", `a = [\n]\n`, `a = []\n`],
  [
    "keeps comments in arrays, and one empty line",
    `a = [ # of a\n1 # one\n,\n\n\n# of two\n2, 3 # three\n# end\n]\n`,
    `a = [ # of a\n  1, # one\n\n  # of two\n  2,\n  3, # three\n  # end\n]\n`,
  ],
  [
    "keeps an inline table open that was opened",
    `a = {\nb = 1, # one\nc = 2 }\n`,
    `a = {\n  b = 1, # one\n  c = 2,\n}\n`,
  ],
  ["opens what holds something open", `a = [[\n1],2]\n`, `a = [\n  [\n    1,\n  ],\n  2,\n]\n`],
  ["keeps strings of several lines", `a = """\r\n  x  \r\n\n"""\nb = 1\n`, `a = """\r\n  x  \r\n\n"""\nb = 1\n`],
  ["keeps the line ends that the file has first", `a=1\r\nb = [\n1]\n`, `a = 1\r\nb = [\r\n  1,\r\n]\r\n`],
  ["keeps a byte order mark", `\uFEFFa=1\n`, `\uFEFFa = 1\n`],
];

describe("formatMethod", () => {
  it.each(CASES)("%s", (_rule, before, after) => {
    expect(format(before)).toBe(after);
    expect(format(after)).toBe(after);
  });

  it("opens an array that is too wide for its line, one item a line", () => {
    const word = `"${"x".repeat(30)}"`;
    expect(format(`words = [${word},${word},${word}]\n`)).toBe(`words = [\n  ${word},\n  ${word},\n  ${word},\n]\n`);
    const table = `t = { words = [${word}, ${word}, ${word}] }\n`;
    expect(format(table)).toBe(table);
  });

  it("says whether anything changed", () => {
    expect(formatMethod({ path: "a.mthds", text: "a = 1\n" })).toEqual({ ok: true, text: "a = 1\n", changed: false });
    expect(formatMethod({ path: "a.mthds", text: "a=1\n" })).toEqual({ ok: true, text: "a = 1\n", changed: true });
  });

  it("leaves text that is not TOML alone, and says where it breaks", () => {
    expect(formatMethod({ path: "a.mthds", text: "a = 1\nb = \n" })).toMatchObject({
      ok: false,
      diagnostics: [{ code: "toml.syntax", file: "a.mthds", start: { line: 2 } }],
    });
    const long = formatMethod({ path: "a.mthds", text: "#".repeat(1_000_001) });
    expect(long).toMatchObject({ ok: false, diagnostics: [{ code: "file.too_long" }] });
  });
});
