/** Freezes plain data to its ground and returns it. Walks without recursion, so that no depth of data can stop it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  const seen = new Set<object>([value]);
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    Object.freeze(next);
    for (const part of Object.values(next) as unknown[]) {
      if (typeof part !== "object" || part === null || seen.has(part)) continue;
      seen.add(part);
      waiting.push(part);
    }
  }
  return value;
}
