import { createFailure } from "@perdure/failures";
import type { Agent, buildConnector } from "undici";
import type { FetchGuard } from "./fetch-guard.ts";
import { isPublicAddress } from "./private-addresses.ts";

/**
 * A client whose connections are checked once they stand, before anything is sent: what a name resolved to, how a number
 * was spelled and which address of several was taken no longer matter.
 */
export async function createGuardedAgent(guard: FetchGuard): Promise<Agent> {
  const { Agent, buildConnector } = await import("undici");
  const lookup = guard.lookup === undefined ? {} : { lookup: guard.lookup };
  const connect = buildConnector({ timeout: 10_000, ...lookup });
  const guarded: buildConnector.connector = (options, callback) => {
    // A literal address is refused before its host sees so much as a connection.
    const literal = options.hostname.replace(/^\[|\]$/g, "");
    if (isLiteral(literal) && !isPublicAddress(literal, guard.allowed_networks)) {
      callback(refusal(options.hostname), null);
      return;
    }
    connect(options, (error, socket) => {
      if (error !== null || socket === null) {
        callback(error ?? new Error("No connection"), null);
        return;
      }
      const address = socket.remoteAddress ?? "";
      if (isPublicAddress(address, guard.allowed_networks)) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(refusal(options.hostname), null);
    });
  };
  return new Agent({ connect: guarded });
}

const isLiteral = (host: string): boolean => host.includes(":") || /^\d+(\.\d+){3}$/.test(host);

const refusal = (host: string): Error =>
  createFailure("perdure.fetch_refused", { message: `${host} leads to an address that is not public` });
