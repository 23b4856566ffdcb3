import { InvalidArgumentError } from "commander";

/** Reads a whole number of at least `least`. */
export function parseCount(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };
}

/** Whether a text can be a run's id: it becomes a file's and a folder's name. */
export function isRunId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(text);
}

/** Reads a run id: letters, digits, `-` and `_`, never a path. */
export function parseRunId(text: string): string {
  if (isRunId(text)) return text;
  throw new InvalidArgumentError(
    "It has letters, digits, - and _ only, at most 63, and starts with a letter or digit.",
  );
}
