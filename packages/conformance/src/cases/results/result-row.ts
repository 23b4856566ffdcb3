import type { Json } from "@perdure/crate";
import { loadContent } from "@perdure/engine";
import type { NodeRecord, RunResult, WorkingMemory } from "@perdure/engine";
import type { FailureLocation } from "@perdure/failures";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ConformanceCase } from "../../case.ts";
import { failureOf } from "../../kit/case-context.ts";
import type { CaseContext, CaseRun } from "../../kit/case-context.ts";
import type { RunRequest } from "../../kit/prepare-job.ts";
import type { Script } from "../../kit/script.ts";

/** What is looked at of a run; what is not named is not looked at. */
interface Expectation {
  /** The content of the main result. */
  readonly main?: Json;
  /** The name that the main result has. */
  readonly main_name?: string;
  /** Contents by name or alias. */
  readonly memory?: Readonly<Record<string, Json>>;
  /** Every name of the memory, in order of code points. */
  readonly names?: readonly string[];
  readonly concepts?: Readonly<Record<string, string>>;
  /** Kinds of recorded absences, all of them. */
  readonly absences?: Readonly<Record<string, string>>;
  /** Every node with its status, in order of the plan. */
  readonly nodes?: readonly (readonly [node: string, status: NodeRecord["status"]])[];
  /** Members of nodes. */
  readonly node?: Readonly<Record<string, Partial<NodeRecord>>>;
  /** Nodes whose leaves were tried, in the order of their first start. */
  readonly called?: readonly string[];
  readonly failure?: { readonly code: string; readonly location?: FailureLocation };
}

/** One statement about what running a method gives: the method, what its leaves answer, what comes of it. */
export interface ResultRow extends RunRequest {
  /** Below `results`. */
  readonly id: string;
  readonly why: string;
  readonly script?: Script;
  readonly expect: Expectation;
}

/** A statement as a case. */
export function resultCase({ id, why, expect, ...request }: ResultRow): ConformanceCase {
  return {
    id: `results.${id}`,
    requires: [],
    why,
    async run(context) {
      const run = await context.prepare(request);
      if (expect.failure !== undefined) {
        const { report } = await failureOf(context.backend.execute(run.job));
        strictEqual(report.code, expect.failure.code, report.message);
        if (expect.failure.location !== undefined) deepStrictEqual(report.location, expect.failure.location);
      } else {
        await compare(context, await context.backend.execute(run.job), expect);
      }
      compareCalls(run, expect);
    },
  };
}

function compareCalls(run: CaseRun, { called }: Expectation): void {
  if (called === undefined) return;
  deepStrictEqual([...new Set(run.ledger().map(({ node_id }) => node_id))], called, "the leaves that were called");
}

async function compare(context: CaseContext, result: RunResult, expect: Expectation): Promise<void> {
  const { memory, nodes } = result;
  if ("main" in expect) deepStrictEqual(await context.content(result), expect.main, "the main result");
  if (expect.main_name !== undefined) strictEqual(memory.aliases["main_stuff"], expect.main_name);
  for (const [name, content] of Object.entries(expect.memory ?? {})) {
    deepStrictEqual(await contentUnder(context, memory, name), content, `what is under '${name}'`);
  }
  if (expect.names !== undefined) deepStrictEqual(Object.keys(memory.root).sort(), expect.names, "the names");
  for (const [name, concept] of Object.entries(expect.concepts ?? {})) strictEqual(memory.root[name]?.concept, concept);
  if (expect.absences !== undefined) {
    const kinds = Object.entries(memory.absences).map(([name, { kind }]) => [name, kind] as const);
    deepStrictEqual(Object.fromEntries(kinds), expect.absences, "the absences");
  }
  if (expect.nodes !== undefined) {
    const seen = nodes.map(({ node_id, status }) => [node_id, status]);
    deepStrictEqual(seen, expect.nodes, "the nodes");
  }
  for (const [id, members] of Object.entries(expect.node ?? {})) {
    const node = nodes.find(({ node_id }) => node_id === id);
    ok(node !== undefined, `there is no node ${id}`);
    for (const [name, value] of Object.entries(members)) {
      deepStrictEqual(node[name as keyof NodeRecord], value, `${name} of ${id}`);
    }
  }
}

async function contentUnder(
  { contents }: CaseContext,
  { root, aliases }: WorkingMemory,
  name: string,
): Promise<unknown> {
  const stuff = root[name] ?? root[aliases[name] ?? name];
  return stuff === undefined ? undefined : loadContent(stuff.value, contents);
}
