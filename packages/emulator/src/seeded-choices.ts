import { createHash } from "node:crypto";

/** Choices that depend on a seed and a label alone: the same request gives the same answer on every machine. */
export interface SeededChoices {
  /** A number from 0 up to, not including, 1. */
  fraction(label: string): number;
  /** An integer between the two bounds, both included. */
  integer(label: string, low: number, high: number): number;
  /** One of the values. Throws a RangeError when there is none. */
  pick<Value>(label: string, values: readonly Value[]): Value;
  /** Lower-case hex digits. */
  digits(label: string, count: number): string;
}

/** Choices derived from a seed by SHA-256; they do not depend on the order in which they are asked for. */
export function createSeededChoices(seed: string): SeededChoices {
  const digest = (label: string): Buffer => createHash("sha256").update(`${seed}\n${label}`).digest();
  const fraction = (label: string): number => digest(label).readUIntBE(0, 6) / 2 ** 48;
  return {
    fraction,
    integer: (label, low, high) => low + Math.floor(fraction(label) * (high - low + 1)),
    pick: (label, values) => {
      const index = Math.floor(fraction(label) * values.length);
      if (values.length === 0) throw new RangeError("Nothing to pick from");
      return values[index] as (typeof values)[number];
    },
    digits: (label, count) => digest(label).toString("hex").slice(0, count),
  };
}
