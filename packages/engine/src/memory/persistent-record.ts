/**
 * A record by name that is never changed: an update shares what it can with what it came from, so that a run of n results costs
 * n log n and not n². Layers, the oldest first; in each a name has a value, or undefined where it was taken out of older ones.
 */
export interface PersistentRecord<T> {
  readonly layers: readonly ReadonlyMap<string, T | undefined>[];
}

/** A record of what a plain object holds. */
export function recordFrom<T>(object: Readonly<Record<string, T>>): PersistentRecord<T> {
  const entries = Object.entries(object);
  return { layers: entries.length === 0 ? [] : [new Map(entries)] };
}

/** The plain object of a record, in the order in which names came. */
export function objectFrom<T>({ layers }: PersistentRecord<T>): Readonly<Record<string, T>> {
  const all = layers.reduce<ReadonlyMap<string, T | undefined>>(merged, new Map());
  return Object.fromEntries([...all].filter((entry): entry is [string, T] => entry[1] !== undefined));
}

/** The value of a name; undefined where there is none. */
export function valueOf<T>({ layers }: PersistentRecord<T>, name: string): T | undefined {
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    if (layer?.has(name) === true) return layer.get(name);
  }
  return undefined;
}

/** The record with a name's value set. */
export function withValue<T>(record: PersistentRecord<T>, name: string, value: T): PersistentRecord<T> {
  return pushed(record, new Map([[name, value]]));
}

/** The record without a name. */
export function withoutName<T>(record: PersistentRecord<T>, name: string): PersistentRecord<T> {
  return valueOf(record, name) === undefined ? record : pushed(record, new Map([[name, undefined]]));
}

/** Adds a layer and merges it downwards while it is not smaller: layers shrink from the oldest on, so they are few. */
function pushed<T>({ layers }: PersistentRecord<T>, layer: ReadonlyMap<string, T | undefined>): PersistentRecord<T> {
  const kept = [...layers];
  let top = layer;
  for (let below = kept.at(-1); below !== undefined && below.size <= top.size; below = kept.at(-1)) {
    kept.pop();
    top = merged(below, top);
  }
  return { layers: [...kept, top] };
}

function merged<T>(
  older: ReadonlyMap<string, T | undefined>,
  newer: ReadonlyMap<string, T | undefined>,
): ReadonlyMap<string, T | undefined> {
  const both = new Map(older);
  for (const [name, value] of newer) {
    // A name that was taken out comes back at the end.
    if (both.get(name) === undefined) both.delete(name);
    both.set(name, value);
  }
  return both;
}
