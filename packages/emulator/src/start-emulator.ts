import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FailureFixture } from "@perdure/failures/testing";
import { createAnswerDelay } from "./answer-delay.ts";
import { modelOf } from "./chat-completion.ts";
import { answerControl, CONTROL_PREFIX, type EmulatorIdentity } from "./control-routes.ts";
import { readFaultPlan, type FaultPlan, type FaultRow } from "./fault-plan.ts";
import { createFaultSelector } from "./fault-selector.ts";
import { fixtureNamedBy, servableFixture } from "./fixtures/find-fixture.ts";
import { createFixtureAddresses, type FaultyCertificates } from "./fixtures/fixture-addresses.ts";
import { sendFixture } from "./fixtures/send-fixture.ts";
import { openLedger, type LedgerEntry, type LedgerOutcome } from "./ledger.ts";
import { answerAsProvider, answerWithFault } from "./provider-answer.ts";
import { sendAnswer } from "./send-answer.ts";

/** What an emulated provider is started with. */
export interface EmulatorOptions {
  /** Absent: a free port. The address is always 127.0.0.1. */
  readonly port?: number;
  readonly ledgerFile?: string;
  readonly faultPlanFile?: string;
  /** Milliseconds before the first byte of every answer. */
  readonly latency_ms?: number;
  /** What the failures of TLS are served with; without one, such a failure has no address. */
  readonly certificates?: FaultyCertificates;
  /** Called when a control request asks the emulator to end; absent: it closes. */
  readonly onStop?: () => void;
}
/** An emulated provider that runs in this process. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`; the wire format is under `/v1`. */
  readonly url: string;
  readonly identity: EmulatorIdentity;
  /** What the control routes ask for. */
  readonly token: string;
  /** The requests so far, in order of arrival. */
  ledger(): readonly LedgerEntry[];
  /** Replaces the fault plan, in its file too; counters go on by row id. */
  setFaults(rows: readonly FaultRow[]): void;
  /**
   * Where a client meets a failure of `@perdure/failures` as it really happens: the address that stands for the provider's host, before
   * `/v1`. Undefined where it can only be thrown.
   */
  addressOf(fixture: FailureFixture): Promise<string | undefined>;
  /** Counts for the answers that are waited for already, too. */
  setLatency(milliseconds: number): void;
  /** Milliseconds since the epoch of the last request, or of the start. */
  lastUsedAt(): number;
  /** Ends it at once, with whatever is in flight. */
  close(): Promise<void>;
}
const LARGEST_BODY = 256 * 1024 * 1024;

/**
 * Starts an emulated provider in this process: chat completions without streaming, and the model list. Rejects with the
 * listen error when the port is taken, with a TypeError when the fault plan does not fit.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const ledger = openLedger(options.ledgerFile);
  let faults = createFaultSelector(planOf(options.faultPlanFile), ledger.entries);
  const delay = createAnswerDelay(options.latency_ms ?? 0);
  let lastUsedAt = Date.now();
  const identity: EmulatorIdentity = { emulator: "perdure", contract: 1, instance: randomUUID(), pid: process.pid };
  const token = randomUUID();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    lastUsedAt = Date.now();
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const body = await bodyOf(request);
    if (body === undefined) return;
    if (path.startsWith(CONTROL_PREFIX)) return answerControl(controlled, request, response, body);

    const key = request.headers["idempotency-key"];
    const model = modelOf(body);
    const subject = { path, body, ...(typeof key === "string" ? { key } : {}) };
    const { matched, row } = faults.selectForRequest(subject);
    const wanted = fixtureNamedBy(path) ?? row?.fault.fixture;
    const met = wanted === undefined ? undefined : servableFixture(wanted);
    const sequence = ledger.arrived({
      ...(typeof key === "string" ? { key } : {}),
      path,
      ...(model === undefined ? {} : { model }),
      body_sha256: sha256(body),
      matched,
      ...(row === undefined ? {} : { fault_id: row.id }),
      ...(met === undefined ? {} : { fixture: met.fixture.id }),
      started_at: Date.now(),
    });
    const usual = answerAsProvider(request.method ?? "GET", path, body);
    const end = (outcome: LedgerOutcome, status?: number): void => {
      lastUsedAt = Date.now();
      ledger.ended({ sequence, ended_at: lastUsedAt, ...(status === undefined ? {} : { status }), outcome });
    };
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    await delay.wait(row?.fault.first_byte_delay_ms ?? 0, gone.signal);
    if (response.destroyed) return end("client_gone");
    if (met !== undefined) return sendFixture(met.fixture, met.served, request.socket, end);
    sendAnswer(row?.fault, row === undefined ? usual : answerWithFault(row.fault, usual), request, response, end);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  // A connection that a client still counts on must not be closed under its next request.
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => {
    const { matched, row } = faults.selectForConnection();
    if (matched.length === 0) return;
    const fault = row === undefined ? {} : { fault_id: row.id };
    const started_at = Date.now();
    const sequence = ledger.arrived({ path: "", body_sha256: sha256(""), matched, ...fault, started_at });
    if (row !== undefined) socket.destroy();
    ledger.ended({ sequence, ended_at: started_at, outcome: row === undefined ? "answered" : "dropped" });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addresses = createFixtureAddresses(url, options.certificates ?? {});
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await Promise.all([closed, addresses.close()]);
  };
  const emulator: Emulator = {
    url,
    identity,
    token,
    ledger: () => [...ledger.entries],
    setFaults: (rows) => {
      const plan = readFaultPlan(rows);
      if (options.faultPlanFile !== undefined) writePlan(options.faultPlanFile, plan);
      faults = createFaultSelector(plan, ledger.entries);
    },
    addressOf: (fixture) => addresses.addressOf(fixture),
    setLatency: (milliseconds) => delay.setLatency(milliseconds),
    lastUsedAt: () => lastUsedAt,
    close,
  };
  const controlled = {
    identity,
    token,
    setFaults: (rows: readonly FaultRow[]) => emulator.setFaults(rows),
    setLatency: (milliseconds: number) => emulator.setLatency(milliseconds),
    stop: options.onStop ?? (() => void close()),
  };
  return emulator;
}

/** The body as text; undefined when the caller went away or sent more than the limit, which ends the connection. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY) return void request.destroy();
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed) return undefined;
    throw error;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function planOf(file: string | undefined): FaultPlan {
  return file === undefined || !existsSync(file) ? [] : readFaultPlan(JSON.parse(readFileSync(file, "utf8")));
}

/** A plan that was set outlives the emulator that it was set for. */
function writePlan(file: string, plan: FaultPlan): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(plan, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
