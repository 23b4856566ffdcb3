import { lookup as systemLookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { createFailure } from "@perdure/failures";
import type { Agent, buildConnector } from "undici";
import type { FetchGuard } from "./fetch-guard.ts";
import { isPublicAddress } from "./private-addresses.ts";

/**
 * A client that refuses addresses which are not public: literal ones before they are connected to, a name's when it is
 * resolved, and each connection again once it stands, so that nothing between the checks can change the answer.
 */
export async function createGuardedAgent(guard: FetchGuard): Promise<Agent> {
  const { Agent, buildConnector } = await import("undici");
  const connect = buildConnector({ timeout: 10_000, lookup: guardedLookup(guard) });
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

/** Name resolution that ends at once where any of a name's addresses is not public, so that not even a greeting is sent. */
function guardedLookup(guard: FetchGuard): LookupFunction {
  const resolve: LookupFunction = guard.lookup ?? systemLookup;
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found, family = 4) => {
      const addresses: readonly LookupAddress[] = Array.isArray(found) ? found : [{ address: found, family }];
      const [first] = addresses;
      if (error !== null || first === undefined) callback(error ?? new Error("No address"), []);
      else if (!addresses.every(({ address }) => isPublicAddress(address, guard.allowed_networks))) {
        callback(refusal(hostname), []);
      } else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

const isLiteral = (host: string): boolean => host.includes(":") || /^\d+(\.\d+){3}$/.test(host);

const refusal = (host: string): Error =>
  createFailure("perdure.fetch_refused", { message: `${host} leads to an address that is not public` });
