import { InvalidArgumentError } from "commander";
import { isRunId } from "@perdure/engine";

/** Reads a whole number of at least `least`. */
export function parseCount(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };
}

/** Reads a run id: letters, digits, `-` and `_`, never a path. */
export function parseRunId(text: string): string {
  if (isRunId(text)) return text;
  throw new InvalidArgumentError(
    "It has letters, digits, - and _ only, at most 63, and starts with a letter or digit.",
  );
}
