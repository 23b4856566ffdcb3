import { expect, it } from "vitest";
import { judgeBundles, validBundles } from "./validate-corpus.mjs";

it("takes the bundles that are expected to be valid, by the header's columns", () => {
  const index =
    "path\tkind\texpected\na.mthds\tbundle\tvalid\nb.mthds\tbundle\tinvalid\nc.json\tinputs\tvalid\nd.mthds\tbundle\t\n";
  expect(validBundles(index)).toEqual(["a.mthds"]);
});

/** A command that ends a process as `ends` says for the first path that it names, and else accepts all. */
function command(ends) {
  const processes = [];
  const validate = async (paths) => {
    processes.push(paths);
    const path = paths.find((one) => one in ends);
    if (path === undefined) return { code: 0, accepted: paths.length, said: "" };
    return { accepted: paths.indexOf(path), said: "", ...ends[path] };
  };
  return { processes, validate };
}
const codes = (judged) => Object.fromEntries(judged.map(({ path, code }) => [path, code]));

it("judges many bundles in one process while all are accepted", async () => {
  const { processes, validate } = command({});
  expect(codes(await judgeBundles(["a", "b", "c"], validate, 2))).toEqual({ a: 0, b: 0, c: 0 });
  expect(processes).toEqual([["a", "b"], ["c"]]);
});

it.each([
  ["a refusal", { code: 1 }, 1],
  ["a crash", { code: "SIGSEGV" }, "SIGSEGV"],
  ["a hang", { code: "SIGKILL" }, "SIGKILL"],
  ["a path that is passed over in silence", { code: 0 }, "no verdict"],
])("leaves %s to the bundle that it belongs to", async (_, end, code) => {
  const { validate } = command({ b: end });
  expect(codes(await judgeBundles(["a", "b", "c"], validate))).toEqual({ a: 0, b: code, c: 0 });
});
