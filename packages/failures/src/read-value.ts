/** A member of any value; undefined where there is none or where reading it throws. */
export function readMember(value: unknown, key: string | symbol): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    return (value as Record<string | symbol, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** A member that is a string. */
export function readString(value: unknown, key: string | symbol): string | undefined {
  const member = readMember(value, key);
  return typeof member === "string" ? member : undefined;
}

/** A finite number, or one written as a decimal string: some stores turn numbers into strings. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value;
  // JSON has no negative zero.
  return typeof number === "number" && Number.isFinite(number) ? number + 0 : undefined;
}

/** A delay in whole milliseconds, rounded up; undefined for a negative one and for one of thousands of years. */
export function asDelay(value: unknown): number | undefined {
  const delay = asNumber(value) ?? -1;
  return delay >= 0 && delay < 1e15 ? Math.ceil(delay) : undefined;
}

/** A copy of an array that cannot throw any more; empty for everything else. */
export function asList(value: unknown): readonly unknown[] {
  try {
    if (!Array.isArray(value)) return [];
    return Array.from({ length: Math.min(value.length, 1000) }, (_, index) => readMember(value, String(index)));
  } catch {
    return [];
  }
}

/** The names of the own enumerable members of an object; empty where they cannot be listed. */
export function memberNames(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  try {
    return Object.keys(value);
  } catch {
    return [];
  }
}
