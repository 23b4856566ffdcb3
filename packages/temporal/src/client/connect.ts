import { Client, Connection, ServiceError, WorkflowNotFoundError, isGrpcServiceError } from "@temporalio/client";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";
import { fromTemporalFailure } from "@perdure/failures/temporal";
import type { TemporalOptions } from "./temporal-options.ts";

const CONNECT_TIMEOUT_MS = 5000;

/** A client of the configured server. Rejects with `perdure.backend_unreachable`, which names the address, within seconds. */
export async function connectClient(options: TemporalOptions): Promise<Client> {
  const { address, api_key, tls, namespace = "default" } = options;
  try {
    const connection = await Connection.connect({
      address,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(api_key === undefined ? {} : { apiKey: api_key }),
      ...(tls === undefined ? {} : { tls }),
    });
    return new Client({ connection, namespace });
  } catch (error) {
    throw unreachable(address, error);
  }
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

function unreachable(address: string, cause: unknown): FailureError {
  return createFailure("perdure.backend_unreachable", {
    message: `The Temporal server at ${address} does not answer.`,
    cause,
  });
}
