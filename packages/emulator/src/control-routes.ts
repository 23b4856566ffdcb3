import type { IncomingMessage, ServerResponse } from "node:http";
import { readFaultPlan, type FaultRow } from "./fault-plan.ts";

/** Who an emulator is: what a caller compares before it trusts an address. */
export interface EmulatorIdentity {
  readonly emulator: "perdure";
  readonly contract: 1;
  /** Different for every start. */
  readonly instance: string;
  readonly pid: number;
}
/** What the control routes act on. */
export interface ControlledEmulator {
  readonly identity: EmulatorIdentity;
  /** Must be presented by whoever changes something. */
  readonly token: string;
  setFaults(rows: readonly FaultRow[]): void;
  setLatency(milliseconds: number): void;
  stop(): void;
}
export const CONTROL_PREFIX = "/_perdure/";

/** Answers a control request: `GET identity` for anyone; `PUT faults`, `PUT latency` and `POST stop` for whoever has the token. */
export function answerControl(
  emulator: ControlledEmulator,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const route = `${request.method} ${request.url}`;
  // A page in a browser can reach loopback; it sends an Origin and cannot know the token.
  if (request.headers.origin !== undefined) return answer(response, 403, { error: "Not for browsers" });
  if (route === `GET ${CONTROL_PREFIX}identity`) return answer(response, 200, emulator.identity);
  if (request.headers.authorization !== `Bearer ${emulator.token}`) return answer(response, 401, { error: "No token" });
  try {
    switch (route) {
      case `PUT ${CONTROL_PREFIX}faults`:
        emulator.setFaults(readFaultPlan(JSON.parse(body)));
        return answer(response, 200, {});
      case `PUT ${CONTROL_PREFIX}latency`:
        emulator.setLatency(latencyOf(JSON.parse(body)));
        return answer(response, 200, {});
      case `POST ${CONTROL_PREFIX}stop`:
        answer(response, 202, {});
        return emulator.stop();
      default:
        return answer(response, 404, { error: "No such route" });
    }
  } catch (error) {
    answer(response, 400, { error: error instanceof Error ? error.message : "Malformed" });
  }
}

function latencyOf(json: unknown): number {
  if (typeof json !== "number" || !Number.isFinite(json) || json < 0) {
    throw new TypeError("A latency is a number of milliseconds from 0 up");
  }
  return json;
}

function answer(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}
