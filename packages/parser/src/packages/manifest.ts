/** A package's METHODS.toml. Plain frozen data. */
export interface Manifest {
  /** Absent in packages of before names were asked for; one that is to be published needs it. */
  readonly name?: string;
  /** Who the package is: host and path, which is also where it is fetched from. */
  readonly address: string;
  readonly version: string;
  readonly description: string;
  readonly display_name?: string;
  readonly authors: readonly string[];
  /** An SPDX identifier. */
  readonly license?: string;
  /** The versions of the standard that it is written for, as a version constraint. */
  readonly mthds_version?: string;
  /** The code of the pipe to start from. */
  readonly main_pipe?: string;
  /** In the order in which they are written. */
  readonly dependencies: readonly Dependency[];
  /** The pipes that others may call, domain by domain. */
  readonly exports: readonly DomainExports[];
}

/** A package that another one builds on. */
export interface Dependency {
  /** What references call it: `alias->domain.code`. */
  readonly alias: string;
  readonly address: string;
  /** A version constraint. */
  readonly version: string;
  /** Where it is on this machine, from the manifest's folder, while both are being worked on. */
  readonly path?: string;
}

/** The exported pipes of one domain. */
export interface DomainExports {
  readonly domain: string;
  readonly pipes: readonly string[];
}
