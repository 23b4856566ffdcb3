import type { JsonObject } from "../json.ts";

/** A field of a concept, as a bundle declares it, with every reference by its full name. */
export type StandardField = JsonObject & { readonly description?: string; readonly required?: boolean };

/** A concept as a bundle declares it. What it refines is a native, or a concept without a structure: any other base is flattened. */
export interface StandardConcept {
  readonly description: string;
  readonly structure?: Readonly<Record<string, StandardField>>;
  readonly refines?: string;
  readonly hints?: Readonly<Record<string, string>>;
}

/** A pipe as a bundle declares it, with every reference by its full name. */
export type StandardPipe = JsonObject;

/** What the bundles of a domain say of it. `main_pipe` is a bare code. */
export interface StandardDomain {
  readonly code: string;
  readonly description?: string;
  readonly system_prompt?: string;
  readonly main_pipe?: string;
}

/** What the fingerprint of a library crate is of. */
export interface StandardContent {
  readonly concepts: Readonly<Record<string, StandardConcept>>;
  readonly pipes: Readonly<Record<string, StandardPipe>>;
  readonly domains: Readonly<Record<string, StandardDomain>>;
}

/**
 * The normalized library crate of the MTHDS standard ("Library Crate Format"): all bundles that a method is made of, merged, every
 * reference by its full name (`domain.Code`, of a package `address::domain.Code`), the native concepts that it uses among its own.
 */
export interface StandardCrate extends StandardContent {
  /** The version of the standard whose native concepts it holds. */
  readonly mthds_version: string;
  /** The file that each concept and pipe is from. No part of the fingerprint. */
  readonly source_map?: Readonly<Record<string, string>>;
  /** SHA-256 (64 lowercase hex digits) of the canonical JSON of concepts, pipes and domains. */
  readonly fingerprint: string;
}

/** The version of the standard that crates are made for. */
export const STANDARD_VERSION = "3.0.0";
