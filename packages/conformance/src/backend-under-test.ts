import type { Json } from "@perdure/crate";
import type { Backend, BackendFactory, BackendHost } from "@perdure/engine";

/**
 * How a backend waits. `virtual`: with the host's `sleepUntil` alone, so that no wait takes time. `skipping`: on a server that skips
 * time. `real`: it takes what it takes, so cases with long waits are not run.
 */
export type BackendClock = "virtual" | "skipping" | "real";

/** Where a backend is opened: the same for every instance that must know of the same runs. */
export interface BackendPlace {
  /** A folder of this proof alone, removed after it. */
  readonly folder: string;
  /** What `setUp` gave. Null without one. */
  readonly state: Json;
}

/** What a backend needs besides itself: a server, a worker. */
export interface BackendSurroundings {
  /** Handed to every instance, those in other processes too. */
  readonly state: Json;
  /** Ends whoever drives runs, as a crash would, and lets others be driven again. Absent: closing the instance does it. */
  interrupt?(): Promise<void>;
  tearDown(): Promise<void>;
}

/** A backend to prove. A module for the command exports one as its default, or a `BackendFactory` as that or as `backend`. */
export interface BackendUnderTest {
  readonly name: string;
  /** Default: `virtual`. */
  readonly clock?: BackendClock;
  /** Tries of one leaf (or of the run, where it is repeated as a unit). Default: that of `DEFAULT_RETRY_POLICY`. */
  readonly maximum_attempts?: number;
  /** Once, before the first instance is opened. Its `host` has the leaves for whoever works outside of an instance. */
  setUp?(place: { readonly folder: string; readonly host: BackendHost }): Promise<BackendSurroundings>;
  /** One instance. Called more than once for the same place, in other processes too. */
  open(host: BackendHost, place: BackendPlace): Backend | Promise<Backend>;
}

/** What a module exports, as a backend to prove. Throws a TypeError for what is neither a factory nor a backend under test. */
export function asBackendUnderTest(exported: unknown, name: string): BackendUnderTest {
  if (typeof exported === "function") return { name, open: (host) => (exported as BackendFactory)(host) };
  if (typeof exported === "object" && exported !== null && typeof (exported as BackendUnderTest).open === "function") {
    return exported as BackendUnderTest;
  }
  throw new TypeError(
    `${name} exports neither a BackendFactory nor an object with 'open', as its default or as backend`,
  );
}

/** The backend of a module: its default export, else what it exports as `backend`. Rejects with a TypeError where there is neither. */
export async function importBackendUnderTest(module: string, name = module): Promise<BackendUnderTest> {
  const exported = (await import(module)) as { readonly default?: unknown; readonly backend?: unknown };
  return asBackendUnderTest(exported.default ?? exported.backend, name);
}
