import { calledPipes } from "@perdure/crate";
import type { PipeRef } from "@perdure/crate";
import type { DeclaredPipe, Library } from "../library/library.ts";

/** How signatures are judged: what runs must not depend on them, or may until they are written. */
export interface SignatureRules {
  readonly allowed: boolean;
  /** Where a run starts. */
  readonly entry: PipeRef | undefined;
}

/** Reports signatures that a pipe depends on, where they are not allowed; others are noted. */
export function checkSignatures(library: Library, { allowed, entry }: SignatureRules): void {
  const needed = new Set<PipeRef>(entry === undefined ? [] : [entry]);
  for (const declared of library.pipes.values()) for (const ref of calledBy(declared)) needed.add(ref);
  for (const { ref, code, bundle, pipe, table, entry: written } of library.pipes.values()) {
    if (pipe?.type !== "PipeSignature" || table.entries.size === 0) continue;
    const isRefused = !allowed && needed.has(ref);
    bundle.reporter.report(isRefused ? "signature.needed" : "signature.pending", written.keySpan, { pipe: ref, code });
  }
}

/**
 * Notes the pipes that no main pipe leads to, the callers among them. Says nothing where what is called is not known: the files may
 * not be all there is, one of them or a pipe could not be read, or none names a main pipe.
 */
export function checkReach(library: Library, main: PipeRef | undefined): void {
  const pipes = [...library.pipes.values()];
  const isWhole = library.complete && !library.damaged && pipes.every(({ pipe }) => pipe !== undefined);
  const starts = startsOf(library, main);
  if (!isWhole || starts.length === 0 || starts.some((start) => !library.pipes.has(start))) return;
  const reached = new Set<PipeRef>();
  for (const start of starts) walk(library, start, reached);
  const called = new Set(pipes.flatMap((declared) => [...calledBy(declared)].filter((ref) => ref !== declared.ref)));
  for (const { ref, code, bundle, entry } of pipes) {
    if (bundle.scope !== library.host || reached.has(ref) || called.has(ref)) continue;
    bundle.reporter.report("pipe.unreachable", entry.keySpan, { pipe: ref, code });
  }
}

/** Where a run may start: the main pipes of the files and of the package, and what the package exports. */
function startsOf({ bundles, host }: Library, main: PipeRef | undefined): readonly PipeRef[] {
  const ofFiles = bundles.flatMap(({ namespace, main_pipe }) =>
    main_pipe === undefined ? [] : [`${namespace}.${main_pipe.code}`],
  );
  return [...ofFiles, ...host.public_pipes, ...(main === undefined ? [] : [main])];
}

const calledBy = ({ pipe }: DeclaredPipe): readonly PipeRef[] => (pipe === undefined ? [] : calledPipes(pipe));

function walk(library: Library, start: PipeRef, reached: Set<PipeRef>): void {
  const waiting = [start];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    const declared = library.pipes.get(ref);
    if (declared !== undefined) waiting.push(...calledBy(declared));
  }
}
