import type { PipeRef } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
import type { Library } from "./library.ts";
import { mainPipeOf } from "./link-packages.ts";

/** Where a method starts: its own main pipe, and the pipe that was asked for, which is the main pipe where none was. */
export interface Entries {
  readonly main: PipeRef | undefined;
  readonly entry: PipeRef | undefined;
}

/** Which main pipe counts where both have one: the package's, or that of the first file which has one. */
export type Start = "package" | "file";

/** Finds the main pipe and the asked entry, by code or full name. Problems are reported at the headers. */
export function findEntries(library: Library, asked: string | undefined, start: Start): Entries {
  const first = firstMainPipe(library);
  const ofPackage = mainPipeOf(library, library.host)?.ref;
  const main = start === "package" ? (ofPackage ?? first) : (first ?? ofPackage);
  if (main === undefined && asked === undefined) noteMissing(library);
  return { main, entry: asked === undefined ? main : findAsked(library, asked, main) };
}

function firstMainPipe(library: Library): PipeRef | undefined {
  let main: { readonly ref: PipeRef; readonly file: string } | undefined;
  for (const bundle of library.bundles) {
    if (bundle.main_pipe === undefined) continue;
    const { code, span } = bundle.main_pipe;
    const named = `${bundle.namespace}.${code}`;
    const ref = library.meant.get(named) ?? named;
    const declared = library.pipes.get(ref);
    if (declared === undefined) {
      const pipes = bundle.root.entries.get("pipe")?.value;
      const suggestion = bundle.reporter.suggest(code, pipes?.kind === "table" ? pipes.entries.keys() : []);
      bundle.reporter.report("bundle.main_pipe_unknown", span, { pipe: ref, code }, { suggestion });
    } else if (bundle.scope !== library.host) continue;
    else if (main === undefined) main = { ref, file: bundle.file };
    else if (main.ref !== ref && bundle.domain === library.pipes.get(main.ref)?.bundle.domain) {
      bundle.reporter.report("bundle.main_pipe_conflict", span, {
        pipe: ref,
        taken: main.ref,
        domain: bundle.domain,
        file: main.file,
      });
    }
  }
  return main?.ref;
}

/**
 * A method of one pipe that names no main pipe can be run only by naming that pipe each time. A file that names what its
 * siblings declare is a part of a method, and needs none.
 */
function noteMissing(library: Library): void {
  const { pipes, external_concepts, external_pipes, damaged, host } = library;
  const bundles = library.bundles.filter(({ scope }) => scope === host);
  const only = [...pipes.values()].find(({ bundle }) => bundle.scope === host);
  const declared = bundles.flatMap(({ root }) => {
    const table = root.entries.get("pipe")?.value;
    return table?.kind === "table" ? [...table.entries.keys()] : [];
  });
  if (only === undefined || declared.length > 1 || damaged || external_concepts.size + external_pipes.size > 0) return;
  if (bundles.some(({ root }) => root.entries.has("main_pipe"))) return;
  only.bundle.reporter.report(
    "bundle.main_pipe_missing",
    { start: 0, end: 0 },
    { pipe: only.ref, only: only.code },
    { suggestion: only.code },
  );
}

function findAsked(library: Library, asked: string, main: PipeRef | undefined): PipeRef | undefined {
  if (library.pipes.has(asked)) return asked;
  const own = [...library.pipes.values()].filter(({ bundle }) => bundle.scope === library.host);
  const namesakes = own.filter((pipe) => pipe.code === asked);
  const ofMain = namesakes.find(
    (pipe) => main !== undefined && pipe.bundle.domain === library.pipes.get(main)?.bundle.domain,
  );
  const found = ofMain ?? (namesakes.length === 1 ? namesakes[0] : undefined);
  const first = library.bundles[0];
  if (found !== undefined || first === undefined || library.damaged) return found?.ref;
  const isAmbiguous = namesakes.length > 1;
  const codes = own.flatMap((pipe) => [pipe.code, pipe.ref]);
  const suggestion = isAmbiguous ? namesakes[0]?.ref : didYouMean(asked, codes);
  const says = isAmbiguous ? "ambiguous" : "missing";
  first.reporter.report("entry.unknown", { start: 0, end: 0 }, { says, entry: asked }, { suggestion });
  return undefined;
}
