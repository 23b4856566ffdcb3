import type { Concept, ConceptRef, InputSlot, OutputSlot, Pipe, PipeRef } from "@perdure/crate";
import type { Bundle } from "./bundle.ts";
import type { LanguageProfile } from "../diagnostics/language-profile.ts";
import type { ParseLimits } from "../limits.ts";
import type { PackageScope } from "./package-scope.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";

/** What a pipe promises its callers. */
export interface Contract {
  readonly inputs: Readonly<Record<string, InputSlot>>;
  readonly output: OutputSlot;
}

/** A concept where it is declared. `concept` is set once it has been read without an error. */
export interface DeclaredConcept {
  readonly ref: ConceptRef;
  readonly code: string;
  readonly bundle: Bundle;
  readonly entry: TomlEntry;
  concept?: Concept;
}

/** A pipe where it is declared. `contract` and `pipe` are set once they have been read without an error. */
export interface DeclaredPipe {
  readonly ref: PipeRef;
  readonly code: string;
  readonly bundle: Bundle;
  readonly entry: TomlEntry;
  readonly table: TomlTable;
  contract?: Contract;
  pipe?: Pipe;
}

/** A pipe of another package or of a domain that was not given: named, not checked. */
export interface ExternalPipe {
  readonly ref: PipeRef;
  readonly domain: string;
  readonly code: string;
  readonly bundle: Bundle;
  readonly span: Span;
}

/** Everything that the given files declare, by full name. */
export interface Library {
  readonly bundles: Bundle[];
  /** The package that the method's own files are, and every package by its address. */
  readonly host: PackageScope;
  readonly scopes: ReadonlyMap<string, PackageScope>;
  readonly concepts: Map<ConceptRef, DeclaredConcept>;
  readonly pipes: Map<PipeRef, DeclaredPipe>;
  /** Concepts and pipes with a malformed code, by the full name that it would have if it were right: whoever names them so is right. */
  readonly meant: Map<string, string>;
  readonly external_pipes: Map<PipeRef, ExternalPipe>;
  /** Concepts of other packages or of domains that were not given. */
  readonly external_concepts: Set<ConceptRef>;
  /** Whether every file of the method was given, so that what is not found does not exist. */
  readonly complete: boolean;
  readonly limits: ParseLimits;
  /** The profile that the method is held against; without one, everything that a profile allows is accepted. */
  readonly profile: LanguageProfile | undefined;
  /** Set when a file could not be read: what is not found may be there, and is not reported. */
  damaged: boolean;
}

/** An empty library of a method and of the packages that it builds on. */
export function createLibrary(options: Pick<Library, "complete" | "limits" | "profile" | "host" | "scopes">): Library {
  return {
    ...options,
    bundles: [],
    concepts: new Map(),
    pipes: new Map(),
    meant: new Map(),
    external_pipes: new Map(),
    external_concepts: new Set(),
    damaged: false,
  };
}

/** The concepts read so far, as a crate holds them. */
export function conceptsOf(library: Library): Readonly<Record<ConceptRef, Concept>> {
  return Object.fromEntries(
    [...library.concepts.values()].flatMap(({ ref, concept }) => (concept === undefined ? [] : [[ref, concept]])),
  );
}
