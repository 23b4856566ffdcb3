import type { DeclaredConcept, DeclaredPipe, Library } from "./library.ts";

/** What a library has under a code or in a namespace: looked up for each name, so that no name costs a walk over all others. */
export interface LibraryIndex {
  readonly pipesByCode: ReadonlyMap<string, readonly DeclaredPipe[]>;
  readonly conceptsByCode: ReadonlyMap<string, readonly DeclaredConcept[]>;
  readonly pipesByNamespace: ReadonlyMap<string, readonly DeclaredPipe[]>;
  readonly conceptsByNamespace: ReadonlyMap<string, readonly DeclaredConcept[]>;
  /** How many files each namespace has. */
  readonly filesByNamespace: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<Library, LibraryIndex>();

/** The index of a library whose bundles have all been declared. */
export function indexOf(library: Library): LibraryIndex {
  const index = indexes.get(library) ?? createIndex(library);
  indexes.set(library, index);
  return index;
}

function createIndex({ bundles, pipes, concepts }: Library): LibraryIndex {
  const filesByNamespace = new Map<string, number>();
  for (const { namespace } of bundles) filesByNamespace.set(namespace, (filesByNamespace.get(namespace) ?? 0) + 1);
  return {
    pipesByCode: grouped(pipes.values(), ({ code }) => code),
    conceptsByCode: grouped(concepts.values(), ({ code }) => code),
    pipesByNamespace: grouped(pipes.values(), ({ bundle }) => bundle.namespace),
    conceptsByNamespace: grouped(concepts.values(), ({ bundle }) => bundle.namespace),
    filesByNamespace,
  };
}

function grouped<D>(all: Iterable<D>, keyOf: (declared: D) => string): ReadonlyMap<string, readonly D[]> {
  const groups = new Map<string, D[]>();
  for (const declared of all) {
    const group = groups.get(keyOf(declared));
    if (group === undefined) groups.set(keyOf(declared), [declared]);
    else group.push(declared);
  }
  return groups;
}
