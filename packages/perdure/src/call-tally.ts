import type { PipeRef } from "@perdure/crate";

/** Inferences for each item of a list; with `within`, for each item of each of the lists around it, the outermost first. */
export interface ItemCalls {
  readonly list: string;
  readonly within: readonly string[];
  readonly pipe: PipeRef;
  readonly calls: number;
}
/** A number of inferences, with the part that lists of unknown length multiply. */
export interface CallTally {
  readonly fixed: number;
  readonly per_item: readonly ItemCalls[];
}
const MOST_LISTS = 1000;
export const EMPTY_TALLY: CallTally = { fixed: 0, per_item: [] };

export const tallyOf = (fixed: number): CallTally => ({ fixed, per_item: [] });

/** All of these run. */
export function sumOf(tallies: readonly CallTally[]): CallTally {
  return merged(tallies, (left, right) => bounded(left + right));
}

/** One of these runs, and nobody knows which. */
export function worstOf(tallies: readonly CallTally[]): CallTally {
  return merged(tallies, Math.max);
}

/** This runs so many times. */
export function timesOf({ fixed, per_item }: CallTally, times: number): CallTally {
  if (times === 0) return EMPTY_TALLY;
  return {
    fixed: bounded(fixed * times),
    per_item: per_item.map((item) => ({ ...item, calls: bounded(item.calls * times) })),
  };
}

/** This runs for each item of a list of unknown length. */
export function inEachItem({ fixed, per_item }: CallTally, list: string, pipe: PipeRef): CallTally {
  const own = fixed === 0 ? [] : [{ list, within: [], pipe, calls: fixed }];
  return { fixed: 0, per_item: [...own, ...per_item.map((item) => ({ ...item, within: [list, ...item.within] }))] };
}

function merged(tallies: readonly CallTally[], join: (left: number, right: number) => number): CallTally {
  const items = new Map<string, ItemCalls>();
  for (const item of tallies.flatMap(({ per_item }) => per_item)) {
    const key = JSON.stringify([item.within, item.list, item.pipe]);
    items.set(key, { ...item, calls: join(items.get(key)?.calls ?? 0, item.calls) });
  }
  // So many lists of unknown length multiply to more than anyone can read, or pay.
  if (items.size > MOST_LISTS) return tallyOf(Number.MAX_SAFE_INTEGER);
  return { fixed: tallies.reduce((fixed, tally) => join(fixed, tally.fixed), 0), per_item: [...items.values()] };
}

/** A method can call itself dear beyond what numbers count; more than this is as much. */
const bounded = (count: number): number => Math.min(count, Number.MAX_SAFE_INTEGER);
