import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./fault-plan.ts";
import type { LedgerOutcome } from "./ledger.ts";
import type { ProviderAnswer } from "./provider-answer.ts";

/** Sends an answer, as far as the fault lets it come. `end` is told how it ended. */
export function sendAnswer(
  fault: Fault | undefined,
  answer: ProviderAnswer,
  request: IncomingMessage,
  response: ServerResponse,
  end: (outcome: LedgerOutcome, status?: number) => void,
): void {
  if (fault?.drop === "before_response") {
    end("dropped");
    request.socket.destroy();
    return;
  }
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(bytes.length) });
  if (fault?.drop === "mid_body") {
    end("dropped", answer.status);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
    return;
  }
  end("answered", answer.status);
  response.end(bytes);
}
