import type { Json, LeafKind } from "@perdure/crate";
import {
  isPureKind,
  limitsOfCall,
  runPureLeaf,
  storeContent,
  type ContentStore,
  type LeafCall,
  type LeafContext,
  type LeafExecutor,
  type LeafResult,
} from "@perdure/engine";
import { createFailure, type FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { createCrateCache, type ReadCrate } from "./crate-cache.ts";
import { dryOutcome } from "./dry-outcome.ts";
import { runExtractLeaf } from "./extract/extract-leaf.ts";
import type { FetchGuard } from "./files/fetch-guard.ts";
import { createFileFetcher } from "./files/guarded-fetch.ts";
import { createFileReader } from "./files/file-reader.ts";
import { runFuncLeaf } from "./func-leaf.ts";
import type { PerdureFunctions } from "./perdure-function.ts";
import { sleep } from "./interruptible-sleep.ts";
import { createLeafLedger } from "./leaf-ledger.ts";
import type { LeafBody, LeafRun, LeafServices } from "./leaf-run.ts";
import { createLeafSignal, type LeafSignal } from "./leaf-signal.ts";
import { createLanguageModels } from "./llm/language-models.ts";
import { runLlmLeaf } from "./llm/llm-leaf.ts";
import { runStructureLeaf } from "./llm/structure-leaf.ts";
import type { Connect } from "./models/environment-connections.ts";
import { refuseLocalPaths } from "./refuse-local-paths.ts";
import { withCalls, type Pace } from "./transport-retry.ts";

/** What leaves are run with. */
export interface LeafExecutorConfig {
  readonly contents: ContentStore;
  /** Endpoint and credential of a provider, asked at each inference. */
  readonly connect: Connect;
  /** What PipeFunc may call, by name. */
  readonly functions?: PerdureFunctions;
  /** Every leaf body appends its start and its end here. */
  readonly ledgerFile?: string;
  readonly fetchGuard?: FetchGuard;
  /** Milliseconds since the epoch; the system's clock when absent. */
  readonly now?: () => number;
  /** Jitter and waiting of the transport retry; the system's when absent. */
  readonly pace?: Pace;
  /** Absent: crates are read from `contents` and the last ones kept. */
  readonly readCrateCached?: ReadCrate;
}

/**
 * Runs leaves in this process: model calls, extraction, composition, conditions and functions. Rejects with a classified
 * FailureError that says how many provider calls led to it. Importing it loads no provider and no document library.
 */
export function createLeafExecutor(config: LeafExecutorConfig): LeafExecutor {
  const now = config.now ?? Date.now;
  const fetcher = createFileFetcher(config.fetchGuard);
  const models = createLanguageModels(config.connect);
  const readCrate = config.readCrateCached ?? createCrateCache(config.contents);
  const record = createLeafLedger(config.ledgerFile, now);
  const services: LeafServices = {
    contents: config.contents,
    readFile: createFileReader(config.contents, fetcher),
    models,
    functions: config.functions ?? {},
    pace: config.pace ?? { random: Math.random, sleep },
    now,
  };
  const attempt = async (call: LeafCall, run: Omit<LeafRun, "crate" | "pipe">): Promise<LeafResult> => {
    const crate = await readCrate(call.crate);
    const pipe = Object.hasOwn(crate.pipes, call.pipe) ? crate.pipes[call.pipe] : undefined;
    if (pipe === undefined)
      throw createFailure("method.pipe_unresolved", { message: `The method has no pipe ${call.pipe}` });
    await record(call, run.attempt, "started");
    const result = isPureKind(call.kind)
      ? await runPureLeaf(call, crate, config.contents)
      : await runBody({ ...run, crate, pipe }, services);
    await record(call, run.attempt, "finished");
    return result;
  };
  return {
    execute: async (call, context) => {
      const leafSignal = createLeafSignal(context.signal, call.timeout_ms);
      const counter = { calls: 0 };
      const heartbeat = (): void => context.heartbeat?.();
      // A model may think for minutes; whoever watches this leaf hears from it all the same.
      const pulse = setInterval(heartbeat, PULSE_MS);
      try {
        const run = { call, signal: leafSignal.signal, counter, attempt: context.attempt, heartbeat };
        leafSignal.signal.throwIfAborted();
        return await attempt(call, run);
      } catch (error) {
        throw withCalls(failureOf(error, call, context, leafSignal, now()), counter.calls);
      } finally {
        clearInterval(pulse);
        leafSignal.dispose();
      }
    },
    close: async () => {
      await Promise.all([fetcher.close(), models.close()]);
    },
  };
}

const PULSE_MS = 2000;

const BODIES: Readonly<Partial<Record<LeafKind, LeafBody>>> = {
  llm: runLlmLeaf,
  structure: runStructureLeaf,
  extract: runExtractLeaf,
  func: runFuncLeaf,
};

// What calls nothing outside is run for real in a dry run; an LLM leaf renders its prompts before it answers.
const DRY_BODIES: Readonly<Partial<Record<LeafKind, LeafBody>>> = {
  extract: (run) => Promise.resolve(dryOutcome(run)),
  func: (run) => Promise.resolve(dryOutcome(run)),
};

function bodyOf({ kind, run_mode }: LeafCall): LeafBody {
  const body = (run_mode === "dry" ? DRY_BODIES[kind] : undefined) ?? BODIES[kind];
  if (body !== undefined) return body;
  throw createFailure("perdure.pipe_type_unsupported", { message: `This version cannot run leaves of kind ${kind}` });
}

async function runBody(run: LeafRun, services: LeafServices): Promise<LeafResult> {
  const { call, crate, counter } = run;
  const { concept } = call.output;
  const outcome = await bodyOf(call)(run, services);
  const content: Json = "contents" in outcome ? outcome.contents : outcome.content;
  for (const one of "contents" in outcome ? outcome.contents : [outcome.content]) {
    refuseLocalPaths(crate.concepts, concept, one);
  }
  const place = { contents: services.contents, limits: limitsOfCall(call) };
  const value = await storeContent(content, concept, place);
  const usage = outcome.usage === undefined ? {} : { usage: outcome.usage };
  return { concept, value, calls: counter.calls, ...usage };
}

function failureOf(
  error: unknown,
  call: LeafCall,
  context: LeafContext,
  leafSignal: LeafSignal,
  now: number,
): FailureError {
  const facts = call.model === undefined ? {} : { provider: call.model.provider, model: call.model.model };
  if (leafSignal.ended() === "cancelled") {
    return createFailure("run.cancelled", { message: `${call.pipe} was cancelled`, cause: context.signal.reason });
  }
  if (leafSignal.ended() === "timed_out") {
    const message = `${call.pipe} did not finish in ${call.timeout_ms} ms`;
    return createFailure("perdure.leaf_timeout", { message, ...facts, cause: error });
  }
  return toFailure(error, { ...facts, now_ms: now, retry_after_ceiling_ms: call.transport.retry_after_ceiling_ms });
}
