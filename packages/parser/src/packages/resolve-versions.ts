import { byCodePoint } from "@perdure/crate";
import { orderVersions } from "./semver.ts";
import type { Version } from "./semver.ts";
import { satisfies } from "./version-constraint.ts";
import type { VersionConstraint } from "./version-constraint.ts";
import { findCycles } from "../wiring/find-cycles.ts";

/** What a package asks of another one. */
export interface Requirement {
  readonly address: string;
  readonly constraint: VersionConstraint;
}
/** A requirement and who has it: an address with a version, or the root. */
interface Demand extends Requirement {
  readonly by: string;
}

/** What versions are resolved from. Asked at most once for each answer. */
export interface VersionSource {
  /** The versions that there are, in any order. */
  versions(address: string): Promise<readonly Version[]>;
  requirements(address: string, version: Version): Promise<readonly Requirement[]>;
}

/** The root that versions are resolved for. */
export interface Root {
  /** What it is called where it is asked for, and its own address, which nothing below may ask for. */
  readonly address: string;
  readonly requirements: readonly Requirement[];
}

/** Versions that fit together, or why there are none. */
export type Resolution =
  | { readonly kind: "resolved"; readonly versions: ReadonlyMap<string, Version>; readonly demands: readonly Demand[] }
  | { readonly kind: "unsatisfied"; readonly unsatisfied: readonly Unsatisfied[] }
  /** Packages that need one another, from one of them back to it. */
  | { readonly kind: "cycle"; readonly cycle: readonly string[] }
  | { readonly kind: "too_many"; readonly limit: number };

/** A package of which no version is what everybody asks for. */
interface Unsatisfied {
  readonly address: string;
  readonly demands: readonly Demand[];
  /** In ascending order. */
  readonly available: readonly Version[];
}

/** The most packages that a root may need, and the most times that versions are chosen anew. */
const MOST_PACKAGES = 500;
const MOST_ROUNDS = 1000;

/** What is chosen for each package that is needed; undefined where no version fits what is asked for now. */
type Choice = ReadonlyMap<string, Version | undefined>;

/**
 * Minimal version selection: of each package that is needed, the lowest version that everybody who needs it allows. All packages are
 * chosen at once from what was asked for by the versions chosen before, until nothing changes. So the result depends on no order, and a
 * version that was given up asks for nothing any more.
 */
export async function resolveVersions(root: Root, source: VersionSource): Promise<Resolution> {
  const graph = createGraph(root, source);
  const seen = new Map<string, number>();
  const rounds: Choice[] = [];
  for (let choice: Choice = new Map(); ;) {
    const demands = await graph.demands(choice);
    const next = await graph.choose(demands);
    const key = keyOf(next);
    if (key === keyOf(choice)) return await concluded(root, next, demands, graph);
    const before = seen.get(key);
    // A choice that comes again and is no end goes round for ever: only packages that need one another do so.
    if (before !== undefined) return await circling(root, rounds.slice(before), graph);
    if (next.size > MOST_PACKAGES) return { kind: "too_many", limit: MOST_PACKAGES };
    if (rounds.length >= MOST_ROUNDS) return { kind: "too_many", limit: MOST_ROUNDS };
    seen.set(key, rounds.length);
    rounds.push(next);
    choice = next;
  }
}

type Graph = ReturnType<typeof createGraph>;

function createGraph(root: Root, source: VersionSource) {
  const available = new Map<string, Promise<readonly Version[]>>();
  const required = new Map<string, Promise<readonly Requirement[]>>();
  const versionsOf = (address: string): Promise<readonly Version[]> =>
    remembered(available, address, async () => (await source.versions(address)).toSorted(orderVersions));
  const requirementsOf = (address: string, version: Version): Promise<readonly Requirement[]> =>
    remembered(required, `${address} ${version.text}`, () => source.requirements(address, version));
  return {
    versionsOf,
    requirementsOf,
    /** What the root and the chosen versions ask for, by whom. */
    async demands(choice: Choice): Promise<readonly Demand[]> {
      const demands = root.requirements.map((requirement) => ({ ...requirement, by: root.address }));
      for (const [address, version] of choice) {
        if (version === undefined) continue;
        const by = `${address} ${version.text}`;
        demands.push(...(await requirementsOf(address, version)).map((requirement) => ({ ...requirement, by })));
      }
      return demands;
    },
    /** The lowest version of each package that is asked for; those that nothing leads to from the root are dropped. */
    async choose(demands: readonly Demand[]): Promise<Choice> {
      const chosen = new Map<string, Version | undefined>();
      const needed = neededBy(root.address, demands);
      const counted = demands.filter(({ by }) => by === root.address || needed.has(addressOf(by)));
      const byTarget = Map.groupBy(counted, ({ address }) => address);
      for (const address of [...needed].toSorted(byCodePoint)) {
        const asked = byTarget.get(address) ?? [];
        const fits = (version: Version): boolean => asked.every(({ constraint }) => satisfies(version, constraint));
        chosen.set(address, (await versionsOf(address)).find(fits));
      }
      return chosen;
    },
  };
}

/** The packages that demands lead to from the root. */
function neededBy(root: string, demands: readonly Demand[]): ReadonlySet<string> {
  const byAsker = Map.groupBy(demands, ({ by }) => addressOf(by));
  const needed = new Set<string>();
  const waiting = [root];
  for (let by = waiting.pop(); by !== undefined; by = waiting.pop()) {
    for (const { address } of byAsker.get(by) ?? []) {
      if (address === root || needed.has(address)) continue;
      needed.add(address);
      waiting.push(address);
    }
  }
  return needed;
}

async function concluded(root: Root, choice: Choice, demands: readonly Demand[], graph: Graph): Promise<Resolution> {
  const cycle = cycleIn(root, demands);
  if (cycle !== undefined) return { kind: "cycle", cycle };
  const unsatisfied: Unsatisfied[] = [];
  const versions = new Map<string, Version>();
  for (const [address, version] of choice) {
    if (version !== undefined) versions.set(address, version);
    else {
      const asked = demands.filter((demand) => demand.address === address);
      unsatisfied.push({ address, demands: asked, available: await graph.versionsOf(address) });
    }
  }
  return unsatisfied.length > 0 ? { kind: "unsatisfied", unsatisfied } : { kind: "resolved", versions, demands };
}

async function circling(root: Root, choices: readonly Choice[], graph: Graph): Promise<Resolution> {
  const demands: Demand[] = [];
  for (const choice of choices) demands.push(...(await graph.demands(choice)));
  return { kind: "cycle", cycle: cycleIn(root, demands) ?? [] };
}

/** A cycle in what packages ask for, whatever the versions: the first by address, from its first package back to it. */
function cycleIn(root: Root, demands: readonly Demand[]): readonly string[] | undefined {
  const byAsker = Map.groupBy(demands, ({ by }) => addressOf(by));
  const asked = (by: string): readonly string[] =>
    [...new Set((byAsker.get(by) ?? []).map(({ address }) => address))].toSorted(byCodePoint);
  const [cycle] = findCycles([root.address], asked);
  const [first] = cycle ?? [];
  return cycle === undefined || first === undefined ? undefined : [...cycle, first];
}

const addressOf = (by: string): string => by.split(" ", 1)[0] ?? by;

const keyOf = (choice: Choice): string =>
  [...choice].map(([address, version]) => `${address} ${version?.text ?? ""}`).join("\n");

function remembered<Value>(known: Map<string, Promise<Value>>, key: string, ask: () => Promise<Value>): Promise<Value> {
  const found = known.get(key) ?? ask();
  known.set(key, found);
  return found;
}
