import type { Crate, Json } from "@perdure/crate";
import { digestOf, isPureKind, limitsOfCall, loadContent, runPureLeaf, storeContent } from "@perdure/engine";
import type { ContentStore, LeafCall, LeafContext, LeafExecutor, LeafResult } from "@perdure/engine";
import type { Answer, Script } from "./script.ts";

/** One try of a leaf, written by the leaf itself: what really ran, whatever anybody says of it. Pure leaves are not in it. */
export interface LedgerRow {
  readonly node_id: string;
  readonly pipe: string;
  /** As the backend counted it. */
  readonly attempt: number;
  /** The call, as it came. */
  readonly call: LeafCall;
  /** Counts starts and ends of the run, so that what ran at once can be told. */
  readonly started: number;
  ended?: number;
}

/** Leaves of every run of a proof, each run by its own script. */
export interface ScriptedLeaves extends LeafExecutor {
  /** What the leaves of a run do from now on. */
  script(runId: string, script: Script): void;
  ledger(runId: string): readonly LedgerRow[];
}

interface RunOfLeaves {
  script: Script;
  readonly rows: LedgerRow[];
  moments: number;
}

/** Makes leaves that read from a store. */
export function createScriptedLeaves(contents: ContentStore): ScriptedLeaves {
  const runs = new Map<string, RunOfLeaves>();
  const runOf = (runId: string): RunOfLeaves => {
    const run = runs.get(runId) ?? { script: {}, rows: [], moments: 0 };
    runs.set(runId, run);
    return run;
  };

  const answered = async (call: LeafCall, context: LeafContext): Promise<Json> => {
    const run = runOf(call.run_id);
    const tried = run.rows.filter(
      ({ call: known }) => known.node_id === call.node_id && known.part === call.part,
    ).length;
    const answer = answerOf(run.script, call);
    if (answer === undefined) return echo(call, contents);
    return typeof answer === "function" ? answer(call, { ...context, signal: context.signal, tried }) : answer;
  };

  return {
    script: (runId, script) => void (runOf(runId).script = script),
    ledger: (runId) => runOf(runId).rows,
    async execute(call, context): Promise<LeafResult> {
      if (isPureKind(call.kind)) return runPureLeaf(call, await readCrate(call, contents), contents);
      const run = runOf(call.run_id);
      const { node_id, pipe } = call;
      const row: LedgerRow = { node_id, pipe, attempt: context.attempt, call, started: (run.moments += 1) };
      run.rows.push(row);
      try {
        const content = asContent(await answered(call, context));
        const { concept } = call.output;
        const value = await storeContent(content, concept, { contents, limits: limitsOfCall(call) });
        return { concept, value, calls: 1, usage: { input_tokens: 3, output_tokens: 2 } };
      } finally {
        row.ended = run.moments += 1;
      }
    },
    close: () => Promise.resolve(),
  };
}

/** A script's answer for a call: that of the node before that of the pipe. */
function answerOf(script: Script, { node_id, pipe, part }: LeafCall): Answer | undefined {
  const code = pipe.slice(pipe.lastIndexOf(".") + 1);
  for (const name of [node_id, part === undefined ? code : `${code}#${part}`]) {
    if (Object.hasOwn(script, name)) return script[name];
  }
  return undefined;
}

const asContent = (answer: Json): Json => {
  if (typeof answer === "string") return { text: answer };
  return Array.isArray(answer) ? (answer as readonly Json[]).map(asContent) : answer;
};

/** `pipe(name=content, …)`: what a leaf was asked, so that a result shows what was visible where it was made. */
async function echo({ pipe, part, inputs }: LeafCall, contents: ContentStore): Promise<Json> {
  const read: string[] = [];
  for (const name of Object.keys(inputs).sort()) {
    const content = await loadContent((inputs[name] as NonNullable<(typeof inputs)[string]>).value, contents);
    read.push(`${name}=${plain(content)}`);
  }
  return {
    text: `${pipe.slice(pipe.lastIndexOf(".") + 1)}${part === undefined ? "" : `#${part}`}(${read.join(", ")})`,
  };
}

function plain(content: Json): string {
  if (Array.isArray(content)) return `[${(content as readonly Json[]).map(plain).join(", ")}]`;
  if (typeof content === "object" && content !== null && "text" in content && typeof content["text"] === "string") {
    return content["text"];
  }
  return JSON.stringify(content);
}

async function readCrate(call: LeafCall, contents: ContentStore): Promise<Crate> {
  const digest = digestOf(call.crate.content);
  if (digest === undefined) throw new Error(`The crate of ${call.pipe} is no content reference: ${call.crate.content}`);
  const bytes = await contents.get(digest);
  return JSON.parse(new TextDecoder().decode(bytes)) as Crate;
}
