import { sha256Hex } from "@perdure/crate";
import type { Json } from "@perdure/crate";
import type { Backend } from "@perdure/engine";
import { DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { BackendPlace, BackendUnderTest } from "../backend-under-test.ts";
import type { ConformanceCase } from "../case.ts";
import { createCaseContext } from "../kit/case-context.ts";
import type { ProofServices } from "../kit/case-context.ts";
import { createKitHost } from "../kit/kit-host.ts";
import type { CaseOutcome, Waiver } from "./conformance-report.ts";
import { runElsewhere } from "./run-elsewhere.ts";
import { unmetRequirement } from "./unmet-requirement.ts";

/** How a backend is proved. */
export interface ProofOptions {
  readonly waivers?: readonly Waiver[];
  /** Milliseconds that a case may take. Default: 60,000. */
  readonly case_timeout_ms?: number;
  /** The file URL of the module whose default export the backend is, so that other processes can open it. */
  readonly module?: string;
  /** Receives what the backend logs. Default: dropped. */
  readonly log?: (message: string) => void;
}

/** A backend that is opened to be proved. */
export interface Proof {
  readonly backend: Backend;
  /** Never rejects. */
  runCase(one: ConformanceCase): Promise<CaseOutcome>;
  close(): Promise<void>;
}

const CASE_TIMEOUT_MS = 60_000;

/** Sets the surroundings of a backend up and opens it. Rejects with what its `setUp` or `open` throws; nothing is left behind then. */
export async function openProof(underTest: BackendUnderTest, options: ProofOptions = {}): Promise<Proof> {
  const { waivers = [], case_timeout_ms = CASE_TIMEOUT_MS, module, log } = options;
  const clock = underTest.clock ?? "virtual";
  const host = createKitHost(clock, log);
  const folder = await mkdtemp(join(tmpdir(), "perdure-conformance-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const surroundings = await underTest.setUp?.({ folder, host }).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const state: Json = surroundings?.state ?? null;
  const place: BackendPlace = { folder, state };
  const tearDown = async (): Promise<void> => {
    await surroundings?.tearDown();
    await removeFolder();
  };
  const open = async (): Promise<Backend> => underTest.open(host, place);
  const backend = await open().catch(async (error: unknown) => {
    await tearDown();
    throw error;
  });
  // Ids of another proof on the same server must not be met.
  const proof = randomUUID().slice(0, 8);
  const services: ProofServices = {
    host,
    backend,
    capabilities: backend.capabilities,
    maximum_attempts: underTest.maximum_attempts ?? DEFAULT_RETRY_POLICY.maximum_attempts,
    open,
    interrupt: (instance) => surroundings?.interrupt?.() ?? instance.close(),
    ...(module === undefined ? {} : { elsewhere: (task, argument) => runElsewhere({ module, place, task, argument }) }),
  };

  const attempt = async (one: ConformanceCase): Promise<string | undefined> => {
    const context = createCaseContext(services, (count) => `kit-${proof}-${sha256Hex(one.id).slice(0, 10)}-${count}`);
    try {
      await withinTime(one.run(context), case_timeout_ms);
      return undefined;
    } catch (error) {
      return error instanceof Error && error.name === "AssertionError" ? error.message : problemOf(error);
    } finally {
      await context.close().catch(() => undefined);
    }
  };

  return {
    backend,
    async runCase(one) {
      const { id, why } = one;
      const offer = { capabilities: backend.capabilities, clock, module: module !== undefined };
      const reason = unmetRequirement(one.requires, offer);
      if (reason !== undefined) return { id, why, outcome: "not_claimed", reason };
      const problem = await attempt(one);
      if (problem === undefined) return { id, why, outcome: "passed" };
      const waiver = waivers.find((known) => known.case === id);
      if (waiver === undefined) return { id, why, outcome: "failed", problem };
      return { id, why, outcome: "waived", reason: waiver.reason, problem };
    },
    async close() {
      await backend.close();
      await tearDown();
    },
  };
}

const problemOf = (error: unknown): string => inspect(error, { depth: 4 });

async function withinTime(work: Promise<void>, timeout_ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${timeout_ms} ms.`)), timeout_ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
