import type { LookupFunction } from "node:net";

/** What a deployment may set about files that are fetched by URL. */
export interface FetchGuard {
  /** Networks (CIDR) that may be reached although they are private, for a deployment whose files are there. */
  readonly allowed_networks?: readonly string[];
  /** Bytes of the largest file; 100 MiB when absent. */
  readonly max_bytes?: number;
  readonly max_redirects?: number;
  /** Milliseconds for the whole fetch; one minute when absent. */
  readonly timeout_ms?: number;
  /** How host names become addresses; absent: the system's resolver. */
  readonly lookup?: LookupFunction;
}
