import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveVersions } from "./resolve-versions.ts";
import type { Requirement, Resolution, VersionSource } from "./resolve-versions.ts";
import { orderVersions, parseVersion } from "./semver.ts";
import type { Version } from "./semver.ts";
import { parseConstraint, satisfies } from "./version-constraint.ts";

/** Packages by address, each with its versions and what they ask for: `{ a: { "1.0.0": { b: "^1.0.0" } } }`. */
type World = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
const ROOT = "root";

const version = (text: string): Version => {
  const read = parseVersion(text);
  if (read === undefined) throw new Error(text);
  return read;
};
const requirements = (asked: Readonly<Record<string, string>>): readonly Requirement[] =>
  Object.entries(asked).map(([address, text]) => {
    const constraint = parseConstraint(text);
    if (constraint === undefined) throw new Error(text);
    return { address, constraint };
  });
const sourceOf = (world: World, turn: <T>(list: readonly T[]) => readonly T[] = (list) => list): VersionSource => ({
  versions: (address) => Promise.resolve(turn(Object.keys(world[address] ?? {})).map(version)),
  requirements: (address, { text }) => Promise.resolve(turn(requirements(world[address]?.[text] ?? {}))),
});
const resolve = (asked: Readonly<Record<string, string>>, world: World): Promise<Resolution> =>
  resolveVersions({ address: ROOT, requirements: requirements(asked) }, sourceOf(world));
const chosen = (resolution: Resolution): unknown =>
  resolution.kind === "resolved"
    ? Object.fromEntries([...resolution.versions].map(([address, { text }]) => [address, text]))
    : resolution.kind;

describe("minimal version selection", () => {
  it("takes the lowest version that everybody allows, and none that was given up has a say", async () => {
    const library = { "1.0.0": {}, "1.1.0": {}, "1.2.0": {}, "2.0.0": {} };
    expect(chosen(await resolve({ x: ">=1.0.0", a: "*" }, { x: library, a: { "0.1.0": { x: ">=1.2.0" } } }))).toEqual({
      a: "0.1.0",
      x: "1.2.0",
    });
    const raised = { x: library, a: { "1.0.0": { x: "2.0.0" }, "1.1.0": {} }, b: { "1.0.0": { a: ">=1.1.0" } } };
    expect(chosen(await resolve({ a: "^1.0.0", b: "1", x: "1" }, raised))).toEqual({
      a: "1.1.0",
      b: "1.0.0",
      x: "1.0.0",
    });
  });

  it("drops what only a version that was given up needed, even where that could not be had", async () => {
    const world = { a: { "1.0.0": { gone: "9" }, "2.0.0": {} }, b: { "1.0.0": { a: ">=2.0.0" } } };
    expect(chosen(await resolve({ a: "*", b: "*" }, world))).toEqual({ a: "2.0.0", b: "1.0.0" });
  });

  it("names who asks for what where no version fits", async () => {
    const world = { x: { "2.0.0": {}, "1.0.0": {} }, a: { "1.0.0": { x: "^2.0.0" } } };
    const resolution = await resolve({ x: "^1.0.0", a: "1" }, world);
    expect(resolution).toMatchObject({
      kind: "unsatisfied",
      unsatisfied: [
        {
          address: "x",
          demands: [
            { by: ROOT, constraint: { text: "^1.0.0" } },
            { by: "a 1.0.0", constraint: { text: "^2.0.0" } },
          ],
          available: [{ text: "1.0.0" }, { text: "2.0.0" }],
        },
      ],
    });
  });

  it.each([
    [{ a: "1" }, { a: { "1.0.0": { b: "1" } }, b: { "1.0.0": { a: "1" } } }, ["a", "b", "a"]],
    [{ a: "1" }, { a: { "1.0.0": { a: "1" } } }, ["a", "a"]],
    [{ a: "1" }, { a: { "1.0.0": { [ROOT]: "1" } } }, [ROOT, "a", ROOT]],
    // The two go round: a 1 needs b, which needs a 2, which needs nothing.
    [{ a: "*" }, { a: { "1.0.0": { b: "1" }, "2.0.0": {} }, b: { "1.0.0": { a: ">=2" } } }, ["a", "b", "a"]],
  ])("refuses packages that need one another: %j of %j", async (asked, world, cycle) => {
    expect(await resolve(asked as never, world as never)).toEqual({ kind: "cycle", cycle });
  });

  it("does not take a version that was given up for a cycle", async () => {
    const world = { a: { "1.0.0": { b: "1" }, "2.0.0": {} }, b: { "1.0.0": { a: ">=2" } } };
    expect(chosen(await resolve({ a: "*", b: "1" }, world))).toEqual({ a: "2.0.0", b: "1.0.0" });
  });

  it("asks once for each answer", async () => {
    const asked: string[] = [];
    const world: World = { a: { "1.0.0": { c: "1" } }, b: { "1.0.0": { c: "1" } }, c: { "1.0.0": {}, "1.1.0": {} } };
    const source = sourceOf(world);
    await resolveVersions(
      { address: ROOT, requirements: requirements({ a: "1", b: "1" }) },
      {
        versions: (address) => (asked.push(address), source.versions(address)),
        requirements: (address, one) => (asked.push(`${address} ${one.text}`), source.requirements(address, one)),
      },
    );
    expect(asked.toSorted()).toEqual(["a", "a 1.0.0", "b", "b 1.0.0", "c", "c 1.0.0"]);
  });

  it("ends where there is no end to what is needed", async () => {
    const endless: VersionSource = {
      versions: () => Promise.resolve([version("1.0.0")]),
      requirements: (address) => Promise.resolve(requirements({ [`a${Number(address.slice(1)) + 1}`]: "1" })),
    };
    const root = { address: ROOT, requirements: requirements({ a0: "1" }) };
    expect((await resolveVersions(root, endless)).kind).toBe("too_many");
  });
});

const NAMES = ["a", "b", "c", "d"];
const VERSIONS = ["1.0.0", "1.1.0", "2.0.0"];
const CONSTRAINT = fc.constantFrom("*", "1", "^1.1.0", ">=1.1.0", "2.0.0", "<2.0.0", "!=1.0.0", ">=1.0.0, <2.0.0");

/** Worlds in which a package needs those behind it only, or any of them. */
const worlds = (isAcyclic: boolean): fc.Arbitrary<{ world: World; asked: Record<string, string> }> => {
  const needs = (names: readonly string[]): fc.Arbitrary<Record<string, string>> =>
    names.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...names), CONSTRAINT, { maxKeys: 2 });
  const packages = NAMES.map((_, index) => {
    const needed = needs(isAcyclic ? NAMES.slice(index + 1) : NAMES);
    return fc.dictionary(fc.constantFrom(...VERSIONS), needed, { minKeys: 1 });
  });
  return fc.record({
    world: fc
      .tuple(...packages)
      .map((made) => Object.fromEntries(NAMES.map((name, index) => [name, made[index] ?? {}]))),
    asked: needs(NAMES),
  });
};

type Choice = Readonly<Record<string, string | undefined>>;

/** What a choice must be: of exactly what it leads to from the root, the lowest version that all who need it allow. */
function isRight(choice: Choice, asked: Readonly<Record<string, string>>, world: World): boolean {
  const demands = [asked, ...Object.entries(choice).map(([name, text]) => world[name]?.[text ?? ""] ?? {})];
  const lowest = (name: string): string | undefined =>
    Object.keys(world[name] ?? {})
      .map(version)
      .toSorted(orderVersions)
      .find((one) =>
        demands.every((wants) => {
          const constraint = parseConstraint(wants[name] ?? "*");
          return constraint !== undefined && satisfies(one, constraint);
        }),
      )?.text;
  const needed = new Set<string>();
  const waiting = Object.keys(asked);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...Object.keys(world[name]?.[choice[name] ?? ""] ?? {}));
  }
  const isWhole = NAMES.every((name) => needed.has(name) === name in choice);
  return isWhole && Object.entries(choice).every(([name, text]) => text === lowest(name));
}

/** Every choice that is right, found by trying all of them. */
function rightChoices(asked: Readonly<Record<string, string>>, world: World): readonly Choice[] {
  let choices: readonly Choice[] = [{}];
  for (const name of NAMES) {
    const options = [undefined, ...Object.keys(world[name] ?? {})];
    choices = choices.flatMap((choice) => [choice, ...options.map((text) => ({ ...choice, [name]: text }))]);
  }
  return choices.filter((choice) => isRight(choice, asked, world));
}

describe("minimal version selection, whatever the packages", () => {
  it("finds the one right choice where packages need those behind them only", async () => {
    await fc.assert(
      fc.asyncProperty(worlds(true), async ({ world, asked }) => {
        const right = rightChoices(asked, world);
        expect(right).toHaveLength(1);
        const isWhole = Object.values(right[0] ?? {}).every((text) => text !== undefined);
        expect(chosen(await resolve(asked, world))).toEqual(isWhole ? right[0] : "unsatisfied");
      }),
      { numRuns: 200 },
    );
  });

  it("finds a right choice or names a cycle that is there, in whatever order all is listed", async () => {
    await fc.assert(
      fc.asyncProperty(worlds(false), async ({ world, asked }) => {
        const resolution = await resolve(asked, world);
        if (resolution.kind === "resolved") {
          expect(isRight(chosen(resolution) as Choice, asked, world)).toBe(true);
        } else if (resolution.kind === "cycle") {
          const { cycle } = resolution;
          expect(cycle.length).toBeGreaterThan(1);
          expect(cycle[0]).toBe(cycle.at(-1));
          for (const [index, name] of cycle.slice(0, -1).entries()) {
            const needed = Object.values(world[name] ?? {}).flatMap((wants) => Object.keys(wants));
            expect(needed).toContain(cycle[index + 1]);
          }
        }
        const backwards = requirements(asked).toReversed();
        const turned = sourceOf(world, (list) => list.toReversed());
        const again = await resolveVersions({ address: ROOT, requirements: backwards }, turned);
        expect([again.kind, chosen(again)]).toEqual([resolution.kind, chosen(resolution)]);
        if (again.kind === "cycle") expect(again).toEqual(resolution);
      }),
      { numRuns: 300 },
    );
  });
});
