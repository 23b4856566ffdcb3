import { createFailure } from "@perdure/failures";
import type { Configuration } from "./configuration.ts";

/** What was asked for on the command line and around it. */
export interface BackendChoice {
  readonly backend?: string | undefined;
  readonly durable?: boolean | undefined;
}

/**
 * The backend of a run and why: `--backend` or `--durable`, then `PERDURE_BACKEND`, then the configuration, then direct. `--durable`
 * means Temporal where it is configured, else the journal. Throws `request.invalid` when the flags contradict each other.
 */
export function chooseBackend(
  choice: BackendChoice,
  environment: Readonly<Record<string, string | undefined>>,
  configuration: Configuration,
): { readonly mode: string; readonly why: string } {
  const variable = environment["PERDURE_BACKEND"];
  const configured = configuration.backend ?? (configuration.temporal.is_enabled === true ? "temporal" : undefined);
  if (choice.backend !== undefined) {
    if (choice.durable === true && choice.backend === "direct") {
      throw createFailure("request.invalid", { message: "--durable and --backend direct contradict each other." });
    }
    return { mode: choice.backend, why: "--backend" };
  }
  if (choice.durable === true) {
    if (variable !== undefined && variable !== "" && variable !== "direct") {
      return { mode: variable, why: "--durable and PERDURE_BACKEND" };
    }
    if (configured !== undefined && configured !== "direct")
      return { mode: configured, why: "--durable, as configured" };
    return { mode: "journal", why: "--durable, as no Temporal is configured" };
  }
  if (variable !== undefined && variable !== "") return { mode: variable, why: "PERDURE_BACKEND" };
  if (configured !== undefined) return { mode: configured, why: configuration.project_file ?? "your configuration" };
  return { mode: "direct", why: "the default" };
}
