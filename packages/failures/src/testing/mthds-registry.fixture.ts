import REGISTRY from "../__fixtures__/mthds-registry.json" with { type: "json" };

/** What the MTHDS standard's core error registry says about a code. */
interface RegistryRow {
  readonly code: string;
  readonly domain: string;
  readonly retry: string;
  /** Absent for a code that is never the body of an answer. */
  readonly status?: number;
  /** The kinds of the next step: of who must act, and of any other reader. */
  readonly steps: readonly string[];
}

/** Every code of the core error registry 8.0.0, as its MIT-licensed client carries it. */
export const MTHDS_REGISTRY: readonly RegistryRow[] = REGISTRY;
