import { describe, expect, it } from "vitest";
import { disagreements, expectedVerdicts, judgeBundles } from "./validate-corpus.mjs";

it("takes the bundles that are expected to be valid or invalid, by the header's columns", () => {
  const index = [
    "path\tkind\texpected\texpected_error",
    "a.mthds\tbundle\tvalid\t",
    "b.mthds\tbundle\tinvalid\tunresolved_concept",
    "c.json\tinputs\tvalid\t",
    "d.mthds\tbundle\tunknown\t",
    "",
  ];
  expect(expectedVerdicts(index.join("\n"))).toEqual([
    { path: "a.mthds", expected: "valid" },
    { path: "b.mthds", expected: "invalid", error: "unresolved_concept" },
  ]);
});

const VALID = { is_valid: true, validation_errors: [] };
const refused = (...errors) => ({ is_valid: false, validation_errors: errors });

/** A command that says of each path what is told, and ends a process as `ends` says for the first path that it names. */
function command({ says = {}, ends = {} }) {
  const processes = [];
  const validate = async (paths) => {
    processes.push(paths);
    const end = paths.find((one) => one in ends);
    const verdicts = paths.filter((path) => path !== end).map((path) => says[path] ?? VALID);
    return { code: verdicts.every(({ is_valid }) => is_valid) ? 0 : 1, verdicts, ...ends[end] };
  };
  return { processes, validate };
}
const verdicts = (judged) => Object.fromEntries(judged.map(({ path, verdict }) => [path, verdict]));

describe("judging", () => {
  it("asks one process for many bundles, valid and invalid ones", async () => {
    const { processes, validate } = command({ says: { b: refused({ code: "x" }) } });
    expect(verdicts(await judgeBundles(["a", "b", "c"], validate, 2))).toEqual({
      a: "valid",
      b: "invalid",
      c: "valid",
    });
    expect(processes).toEqual([["a", "b"], ["c"]]);
  });

  it("names an error by the protocol's word, and where it has none by ours", async () => {
    const { validate } = command({ says: { a: refused({ code: "x", error_type: "y" }, { code: "z" }) } });
    expect((await judgeBundles(["a"], validate))[0].errors).toEqual(["y", "z"]);
  });

  it.each([
    ["no verdict at all", { code: 2 }, "no verdict (2)"],
    ["a crash", { code: "SIGSEGV" }, "no verdict (SIGSEGV)"],
    ["a hang", { code: "SIGKILL" }, "no verdict (SIGKILL)"],
    ["a path that is passed over in silence", { code: 0 }, "no verdict (0)"],
    ["an exit code that is not the verdict's", { code: 0, verdicts: [refused()] }, "no verdict (0)"],
  ])("leaves %s to the bundle that it belongs to", async (_, end, verdict) => {
    const { validate } = command({ ends: { b: end } });
    expect(verdicts(await judgeBundles(["a", "b", "c"], validate))).toEqual({ a: "valid", b: verdict, c: "valid" });
  });
});

describe("holding verdicts against those expected", () => {
  const judged = [
    { path: "a", verdict: "valid", errors: [] },
    { path: "b", verdict: "invalid", errors: ["unresolved_concept"] },
  ];
  const expected = [
    { path: "a", expected: "valid" },
    { path: "b", expected: "invalid", error: "unresolved_concept" },
  ];

  it("finds nothing where they agree", () => {
    expect(disagreements(expected, judged, [])).toEqual([]);
  });

  it.each([
    ["another verdict", [{ path: "a", expected: "invalid" }], []],
    ["a bundle that was not judged", [{ path: "c", expected: "valid" }], []],
    ["another error than the named one", [{ path: "b", expected: "invalid", error: "missing_pipe_type" }], []],
    ["a stated difference that there is not", expected, [{ path: "a", ours: "valid", why: "" }]],
    ["a stated difference of a bundle that is not there", expected, [{ path: "c", ours: "valid", why: "" }]],
    ["a stated difference that is another one", expected, [{ path: "a", ours: "invalid", why: "" }]],
  ])("finds %s", (_, rows, differences) => {
    expect(disagreements(rows, judged, differences)).toHaveLength(1);
  });

  it("lets a stated difference be", () => {
    const rows = [{ path: "a", expected: "invalid" }];
    expect(disagreements(rows, judged, [{ path: "a", ours: "valid", why: "" }])).toEqual([]);
  });
});
