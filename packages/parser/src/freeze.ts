/** Freezes plain data to its ground and returns it. Walks without recursion, so that no depth of data can stop it. */
export function deepFreeze<T>(value: T): T {
  const seen = new Set<object>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    Object.freeze(next);
    for (const part of Object.values(next) as unknown[]) waiting.push(part);
  }
  return value;
}
