import { byCodePoint } from "@perdure/crate";
import type { ConceptRef, PipeRef } from "@perdure/crate";

/** What a concept is called in the text: its type, and the value that checks it. */
export interface TypeName {
  readonly type: string;
  readonly schema: string;
}
/** The names of everything in the text, no two the same. */
export interface TypeNames {
  readonly concepts: ReadonlyMap<ConceptRef, TypeName>;
  readonly pipes: ReadonlyMap<PipeRef, { readonly inputs: TypeName; readonly output: TypeName }>;
}

/**
 * Gives names: natives are `NativeText`, a concept is its code, a pipe's are `<Code>Inputs` and `<Code>Output`. Where several would
 * have one name their domains stand before it, and what is still the same is numbered, in the order of the full names.
 */
export function createTypeNames(concepts: readonly ConceptRef[], pipes: readonly PipeRef[]): TypeNames {
  const taken = new Set<string>(["z"]);
  const take = (wanted: string): string => {
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`;
    taken.add(name);
    return name;
  };
  const named = (wanted: string): TypeName => {
    const type = take(wanted);
    return { type, schema: take(`${type.charAt(0).toLowerCase()}${type.slice(1)}Schema`) };
  };
  const each = <Name>(refs: readonly string[], name: (wanted: string) => Name): ReadonlyMap<string, Name> => {
    const short = countOf(refs.map(shortName));
    return new Map(
      refs
        .toSorted(byCodePoint)
        .map((ref) => [ref, name((short.get(shortName(ref)) ?? 0) > 1 ? longName(ref) : shortName(ref))]),
    );
  };
  return {
    concepts: each(concepts, named),
    pipes: each(pipes, (wanted) => ({ inputs: named(`${wanted}Inputs`), output: named(`${wanted}Output`) })),
  };
}

const NATIVE = "native.";

const shortName = (ref: string): string =>
  ref.startsWith(NATIVE) ? longName(ref) : pascal(ref.slice(ref.lastIndexOf(".") + 1));

const longName = (ref: string): string => pascal(ref);

/** A name that TypeScript takes, whatever a method calls the thing. */
function pascal(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^[A-Z]/u.test(name) ? name : `Of${name}`;
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
