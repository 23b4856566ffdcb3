import { calledPipes } from "@perdure/crate";
import type { PipeRef } from "@perdure/crate";
import type { DeclaredPipe, Library } from "./library.ts";

/** Reports pipes that call themselves, directly or through others; each cycle once, at the first of its pipes. */
export function checkCycles(library: Library): void {
  const done = new Set<PipeRef>();
  for (const start of library.pipes.values()) {
    const path: { readonly declared: DeclaredPipe; readonly rest: PipeRef[] }[] = [];
    const enter = (declared: DeclaredPipe): void => {
      path.push({ declared, rest: declared.pipe === undefined ? [] : [...calledPipes(declared.pipe)] });
    };
    if (!done.has(start.ref)) enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const ref = step.rest.shift();
      if (ref === undefined) {
        done.add(step.declared.ref);
        path.pop();
        continue;
      }
      const called = library.pipes.get(ref);
      if (called === undefined || done.has(ref)) continue;
      const at = path.findIndex((other) => other.declared.ref === ref);
      if (at === -1) enter(called);
      else report(path.slice(at).map((other) => other.declared));
    }
  }
}

function report(cycle: readonly DeclaredPipe[]): void {
  const [first] = cycle;
  if (first === undefined) return;
  const chain = [...cycle.map((declared) => declared.ref), first.ref].join(" → ");
  const message = `The pipe '${first.code}' calls itself: ${chain}. A run of it would not end.`;
  first.bundle.reporter.report("pipe.cycle", first.entry.keySpan, message, { params: { cycle: chain } });
}
