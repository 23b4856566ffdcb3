/** A remote dependency as it was resolved and fetched. */
export interface LockedPackage {
  readonly address: string;
  readonly version: string;
  /** The hash of the package's files, `sha256:` and 64 hex digits: what `hashPackage` gives. */
  readonly hash: string;
  /** The URL that it was cloned from. */
  readonly source: string;
  /** The commit that its version's tag pointed at. Absent in locks of the first revision. */
  readonly commit?: string;
  /** The standard's fingerprint of the library that the package is. Absent in locks of the first revision. */
  readonly fingerprint?: string;
}
