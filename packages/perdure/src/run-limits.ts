import { DEFAULT_LIMITS, type RunLimits } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { PerdureOptions } from "./options.ts";

/** The limits that are frozen into a job. Throws `perdure.configuration_invalid` for a value that no run can have. */
export function runLimits({
  max_concurrency,
  transport_max_retries,
}: Pick<PerdureOptions, "max_concurrency" | "transport_max_retries">): RunLimits {
  const { transport } = DEFAULT_LIMITS;
  return {
    ...DEFAULT_LIMITS,
    max_concurrency: counted("max_concurrency", max_concurrency ?? DEFAULT_LIMITS.max_concurrency, 1),
    transport: {
      ...transport,
      max_retries: counted("transport_max_retries", transport_max_retries ?? transport.max_retries, 0),
    },
  };
}

function counted(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw createFailure("perdure.configuration_invalid", {
    message: `${name} is ${value}; it must be a whole number of at least ${least}.`,
  });
}
