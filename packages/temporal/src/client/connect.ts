import {
  Client,
  Connection,
  ServiceError,
  WorkflowNotFoundError,
  defaultGrpcRetryOptions,
  isGrpcServiceError,
  isRetryableError,
  makeGrpcRetryInterceptor,
} from "@temporalio/client";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";
import { fromTemporalFailure } from "@perdure/failures/temporal";
import { setTimeout as sleep } from "node:timers/promises";
import type { TemporalOptions } from "./temporal-options.ts";

const CONNECT_TIMEOUT_MS = 5000;
const MAX_REPEAT_DELAY_MS = 1000;

/** A client and how to end it. */
export interface ConnectedClient {
  readonly client: Client;
  close(): Promise<void>;
}

/** A client of the configured server. Rejects with `perdure.backend_unreachable`, which names the address, within seconds. */
export async function connectClient(options: TemporalOptions): Promise<ConnectedClient> {
  const { address, api_key, tls, namespace = "default" } = options;
  const repeats = repeatingCalls();
  try {
    const connection = await Connection.connect({
      address,
      connectTimeout: CONNECT_TIMEOUT_MS,
      interceptors: [repeats.interceptor],
      ...(api_key === undefined ? {} : { apiKey: api_key }),
      ...(tls === undefined ? {} : { tls }),
    });
    return {
      client: new Client({ connection, namespace }),
      close: async () => {
        await repeats.end();
        await connection.close();
      },
    };
  } catch (error) {
    throw unreachable(address, error);
  }
}

// The SDK repeats a call from a timer that nothing stops; on a channel that was closed in the meantime it throws where no one
// can catch it. So a client that closes lets no repeat begin, and waits for those that have been set.
function repeatingCalls() {
  const { retryableDecider, delayFunction } = defaultGrpcRetryOptions();
  let isEnding = false;
  let lastRepeatAt = 0;
  const interceptor = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !isEnding && retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const delay = Math.min(MAX_REPEAT_DELAY_MS, delayFunction(attempt, status));
      lastRepeatAt = Math.max(lastRepeatAt, Date.now() + delay);
      return delay;
    },
  });
  const end = async (): Promise<void> => {
    isEnding = true;
    // One millisecond more: timers of the same time run in the order of their making, those of a rounded one need not.
    while (Date.now() <= lastRepeatAt) await sleep(lastRepeatAt - Date.now() + 1);
  };
  return { interceptor, end };
}

/** The failure that any error of a client call means. */
export function clientFailure(error: unknown, address: string, runId?: string): FailureError {
  if (isFailureError(error)) return error;
  if (error instanceof WorkflowNotFoundError) {
    return createFailure("run.not_found", { message: `The server has no run ${runId ?? "with this id"}.` });
  }
  if (error instanceof ServiceError || isGrpcServiceError(error)) return unreachable(address, error);
  return fromTemporalFailure(error);
}

/** Whether an error means that the server cannot be reached at the moment, not that it refuses. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.cause === undefined) return false;
  return isRetryableError(error.cause as unknown as Parameters<typeof isRetryableError>[0]);
}

function unreachable(address: string, cause: unknown): FailureError {
  return createFailure("perdure.backend_unreachable", {
    message: `The Temporal server at ${address} does not answer.`,
    cause,
  });
}
