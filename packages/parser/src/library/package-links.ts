import type { Position } from "../source/source-text.ts";

/** A stretch of a file. */
export interface SourceStretch {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A pipe that a manifest names, with the place where it does. */
export interface ListedPipe {
  readonly domain: string;
  readonly code: string;
  readonly place: SourceStretch;
}

/** What linking needs to know of a package. `@perdure/parser/packages` reads it from a manifest. */
export interface PackageLinks {
  /** Who it is: what references from other packages name. */
  readonly address: string;
  /** The pipes that others may call; main pipes may be called without being listed. */
  readonly exports: readonly ListedPipe[];
  /** The pipe that the package starts from. */
  readonly main_pipe?: Omit<ListedPipe, "domain">;
  /** The address that each alias names. */
  readonly aliases: Readonly<Record<string, string>>;
}
