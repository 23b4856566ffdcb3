import { basename } from "node:path";
import { createFailure } from "@perdure/failures";
import type { Configuration, SettingPlace } from "./configuration.ts";

/** What was asked for on the command line and around it. */
export interface BackendChoice {
  readonly backend?: string | undefined;
  readonly durable?: boolean | undefined;
}

/** A backend's name, who chose it, and where that stands. */
export interface ChosenBackend {
  readonly mode: string;
  readonly why: string;
  readonly place?: SettingPlace | undefined;
}

/**
 * The backend of a run and why: `--backend` or `--durable`, then `PERDURE_BACKEND`, then the configuration, then direct. `--durable`
 * means Temporal where it is configured, else the journal. Throws `request.invalid` when the flags contradict each other.
 */
export function chooseBackend(
  choice: BackendChoice,
  environment: Readonly<Record<string, string | undefined>>,
  configuration: Configuration,
): ChosenBackend {
  const variable = environment["PERDURE_BACKEND"] ?? "";
  const configured = configuredBackend(configuration);
  if (choice.backend !== undefined) {
    if (choice.durable === true && choice.backend === "direct") {
      throw createFailure("request.invalid", {
        message: "--durable and --backend direct contradict each other.",
        user_action: { kind: "change_input", detail: "Leave out one of the two." },
      });
    }
    return { mode: choice.backend, why: "--backend" };
  }
  if (choice.durable === true) {
    if (variable !== "" && variable !== "direct") return { mode: variable, why: "--durable and PERDURE_BACKEND" };
    if (configured !== undefined && configured.mode !== "direct") {
      return { ...configured, why: `--durable, ${configured.why}` };
    }
    const { address, is_enabled } = configuration.temporal;
    if (address !== undefined && is_enabled !== false && configured === undefined) {
      return { mode: "temporal", why: "--durable, as a Temporal address is set" };
    }
    return { mode: "journal", why: "--durable, as no Temporal is configured" };
  }
  if (variable !== "") return { mode: variable, why: "PERDURE_BACKEND" };
  return configured ?? { mode: "direct", why: "the default" };
}

function configuredBackend({ backend, temporal, places }: Configuration): ChosenBackend | undefined {
  if (backend !== undefined) return chosenAt(backend, places["backend"]);
  return temporal.is_enabled === true ? chosenAt("temporal", places["temporal.is_enabled"]) : undefined;
}

const chosenAt = (mode: string, place: SettingPlace | undefined): ChosenBackend => ({
  mode,
  why: place === undefined ? "as configured" : `as ${basename(place.file)}:${place.line} says`,
  place,
});
