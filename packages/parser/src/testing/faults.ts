import { NATIVE_CONCEPTS } from "@perdure/crate";
import { createReporter } from "../diagnostics/reporter.ts";
import type { MethodFile } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import type { Span } from "../source/source-text.ts";
import { faultSites } from "./fault-sites.ts";
import type { FaultKind } from "./fault-sites.ts";
import type { Random } from "./random.ts";

/** A valid method with one mistake in one of its files. */
export interface Fault {
  readonly kind: FaultKind;
  readonly files: readonly MethodFile[];
  readonly path: string;
  /** Where the mistake is in the changed file. */
  readonly place: Span;
  /** What was there, where a reader of the method could tell that it was meant. */
  readonly meant?: string;
  readonly says: string;
}

/** A mistake of a kind in one of the files, or undefined where none of them has a place for it. */
export function makeFault(files: readonly MethodFile[], kind: FaultKind, random: Random): Fault | undefined {
  const file = files[random.below(files.length)];
  if (file === undefined) return undefined;
  const { path, text } = file;
  const tree = readToml(createReporter(createSourceText(path, text), []));
  if (tree === undefined) throw new Error(`${path} is no TOML`);
  const words = new Set([...files.flatMap((other) => other.text.match(/\w+/gu) ?? []), ...NATIVE]);
  for (const site of random.shuffled(faultSites(tree, text).filter((one) => one.kind === kind))) {
    const { cut, place = cut } = site;
    const written = text.slice(cut.start, cut.end);
    const faulty = site.write(written, random);
    // Another name of the method would be another method, not a mistake.
    if (faulty === undefined || faulty === written || (site.isTold && words.has(faulty))) continue;
    const shift = faulty.length - written.length;
    const moved = place.start >= cut.end ? { start: place.start + shift, end: place.end + shift } : place;
    return {
      kind,
      files: files.map((other) =>
        other === file ? { path, text: text.slice(0, cut.start) + faulty + text.slice(cut.end) } : other,
      ),
      path,
      place: place === cut ? { start: cut.start, end: cut.start + faulty.length } : moved,
      ...(site.isTold ? { meant: written } : {}),
      says: `${JSON.stringify(written)} → ${JSON.stringify(faulty)}`,
    };
  }
  return undefined;
}

const NATIVE = Object.keys(NATIVE_CONCEPTS).map((ref) => ref.slice("native.".length));
