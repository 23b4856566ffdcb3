import { symbolOfName } from "./name-index.ts";
import type { NameIndex } from "./name-index.ts";

/**
 * The symbols that a name in memory has in every pipe that it is handed to or comes from: a call passes by name, so that an input and
 * what its callers have under that name are one.
 */
export function linkedSymbols({ occurrences, calls }: NameIndex, symbol: string): ReadonlySet<string> {
  const name = symbol.slice(symbol.lastIndexOf("#") + 1);
  const declared = new Set(occurrences.flatMap((one) => (one.is_declaration ? [one.symbol] : [])));
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    const known = neighbours.get(one);
    if (known === undefined) neighbours.set(one, [other]);
    else known.push(other);
  };
  for (const { from, to } of calls) {
    const [above, below] = [symbolOfName(from, name), symbolOfName(to, name)];
    if (!declared.has(above) || !declared.has(below)) continue;
    join(above, below);
    join(below, above);
  }
  const linked = new Set([symbol]);
  for (const next of linked) for (const neighbour of neighbours.get(next) ?? []) linked.add(neighbour);
  return linked;
}
