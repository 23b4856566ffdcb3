import { calledPipes } from "@perdure/crate";
import { findCycles, showCycle } from "./find-cycles.ts";
import { declaredPlace } from "../library/declared-places.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";

/** Reports pipes that call themselves, directly or through others; each cycle once, at the first of its pipes. */
export function checkCycles({ pipes }: Library): void {
  const called = ({ pipe }: DeclaredPipe): readonly DeclaredPipe[] =>
    (pipe === undefined ? [] : [...calledPipes(pipe)]).flatMap((ref) => pipes.get(ref) ?? []);
  for (const cycle of findCycles(pipes.values(), called)) report(cycle);
}

function report(cycle: readonly DeclaredPipe[]): void {
  const [first] = cycle;
  if (first === undefined) return;
  const chain = showCycle(cycle.map((declared) => declared.ref));
  first.bundle.reporter.report(
    "pipe.cycle",
    first.entry.keySpan,
    { cycle: chain, code: first.code },
    { related: cycle.slice(1).map((declared) => declaredPlace(declared, `'${declared.ref}' is called on the way`)) },
  );
}
