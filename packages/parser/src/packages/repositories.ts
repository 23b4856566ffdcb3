import type { PackageFileSystem } from "./file-system.ts";

/** A repository at a tag. */
export interface Checkout {
  /** The commit that the tag points at, 40 hex digits. */
  readonly commit: string;
  /** The files, the repository's own folder at `/`. */
  readonly files: PackageFileSystem;
}

/**
 * The repositories that packages are fetched from, called by host and path: `github.com/acme/tools`. What cannot be reached rejects.
 */
export interface Repositories {
  /** The names of a repository's tags, in any order. */
  tags(repository: string): Promise<readonly string[]>;
  checkout(repository: string, tag: string): Promise<Checkout>;
}
