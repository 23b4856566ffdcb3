import { expect, it } from "vitest";
import { crateDisagreements } from "./compare-crates.mjs";

const crate = (description) => ({ concepts: { "a.B": { description } }, pipes: {}, domains: {} });
const theirs = { m: crate("b") };

it("finds nothing where crates say the same, in whatever order, and however what has no value is written", () => {
  const field = { required: false, type: "text", choices: null };
  const one = { concepts: { "a.B": { structure: { c: { type: "text" } }, description: "b" } }, pipes: {}, domains: {} };
  const other = { domains: {}, pipes: {}, concepts: { "a.B": { description: "b", structure: { c: field } } } };
  expect(crateDisagreements({ m: one }, { m: other }, [])).toEqual([]);
});

it.each([
  ["another concept", { m: crate("c") }, []],
  ["a method that has no crate", {}, []],
  ["a stated difference that there is not", { m: crate("b") }, [{ path: "m", why: "" }]],
  ["a stated difference of what was not compared", { m: crate("b") }, [{ path: "n", why: "" }]],
])("finds %s", (_, ours, differences) => {
  expect(crateDisagreements(ours, theirs, differences)).toHaveLength(1);
});

it("lets a stated difference be, and names what differs where none is stated", () => {
  const ours = { m: crate("c") };
  expect(crateDisagreements(ours, theirs, [{ path: "m", why: "" }])).toEqual([]);
  expect(crateDisagreements(ours, theirs, [])[0]).toContain("a.B");
});
